import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Account } from '../ledger/index.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** What one lot of a member held at a moment, by the entries up to then. */
export interface LotFigures {
  readonly currency: string;
  readonly lot: string;
  readonly active: number;
  readonly pending: number;
  readonly held: number;
}

/** A member's lots at a moment, from the entries up to and including it. */
export async function lotsAt(
  client: Queryable,
  memberId: number,
  at: Instant,
): Promise<LotFigures[]> {
  const { rows } = await client.query<LotFigures>({
    name: 'statements_lots_at',
    text: `select currency, lot,
        coalesce(sum(amount) filter (where account = 'member' and not waits), 0)::bigint as active,
        coalesce(sum(amount) filter (where account = 'member' and waits), 0)::bigint as pending,
        coalesce(sum(amount) filter (where account = 'held'), 0)::bigint as held
      from (
        select currency, lot, account, amount,
          lot like 'w%' or coalesce(active_at > ${MOMENT} $2::float8, false) as waits
        from v_lot_movements
        where member_id = $1::bigint and happened_at <= ${MOMENT} $2::float8
      ) as seen
      group by currency, lot`,
    values: [memberId, at],
  });
  return rows;
}

/** Totals of one currency over all members. */
export interface CurrencyTotals {
  readonly currency: string;
  readonly active: number;
  readonly pending: number;
  readonly held: number;
  readonly expired: number;
}

/** What all members had at a moment, from every entry up to and including it. One scan. */
export async function totalsAt(client: Queryable, at: Instant): Promise<CurrencyTotals[]> {
  const { rows } = await client.query<CurrencyTotals>({
    name: 'statements_totals_at',
    text: `select currency,
        coalesce(sum(amount) filter (where account = 'member' and not waits), 0)::bigint as active,
        coalesce(sum(amount) filter (where account = 'member' and waits), 0)::bigint as pending,
        coalesce(sum(amount) filter (where account = 'held'), 0)::bigint as held,
        coalesce(-sum(amount) filter (where other = 'expired'), 0)::bigint as expired
      from (
        select currency, account, other, amount,
          lot like 'w%' or coalesce(active_at > ${MOMENT} $1::float8, false) as waits
        from v_lot_movements where happened_at <= ${MOMENT} $1::float8
      ) as seen
      group by currency order by currency`,
    values: [at],
  });
  return rows;
}

/** Where a lot's points came from and went, all time. Sums above zero, except `moved`. */
export interface LotHistory extends LotFigures {
  readonly received: number;
  readonly spent: number;
  readonly expired: number;
  readonly clawedBack: number;
  readonly adjusted: number;
  readonly sent: number;
  readonly moved: number;
}

/** Every lot a member ever had, as the entries tell it. */
export async function lotHistories(
  client: Queryable,
  memberId: number,
  at: Instant,
): Promise<LotHistory[]> {
  const { rows } = await client.query<LotHistory>({
    name: 'statements_lot_histories',
    text: `select currency, lot,
        coalesce(sum(amount) filter (where account = 'member' and not waits), 0)::bigint as active,
        coalesce(sum(amount) filter (where account = 'member' and waits), 0)::bigint as pending,
        coalesce(sum(amount) filter (where account = 'held'), 0)::bigint as held,
        coalesce(sum(amount) filter (where amount > 0 and other in
          ('issued', 'goodwill', 'opening', 'adjusted', 'transfer', 'forfeited')), 0)::bigint
          as received,
        coalesce(-sum(amount) filter (where other = 'redeemed'), 0)::bigint as spent,
        coalesce(-sum(amount) filter (where other in
          ('expired', 'voided', 'forfeited', 'donated')), 0)::bigint as expired,
        coalesce(-sum(amount) filter (where other = 'clawback'), 0)::bigint as "clawedBack",
        coalesce(-sum(amount) filter (where amount < 0 and other = 'adjusted'), 0)::bigint
          as adjusted,
        coalesce(-sum(amount) filter (where amount < 0 and other = 'transfer'), 0)::bigint as sent,
        coalesce(sum(amount) filter (where account = 'member' and other = 'member'), 0)::bigint
          as moved
      from (
        select currency, lot, account, other, amount,
          lot like 'w%' or coalesce(active_at > ${MOMENT} $2::float8, false) as waits
        from v_lot_movements where member_id = $1::bigint
      ) as seen
      group by currency, lot`,
    values: [memberId, at],
  });
  return rows;
}

/** An event that put points into a lot. */
export interface LotSource {
  readonly currency: string;
  readonly lot: string;
  readonly no: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly points: number;
}

/** For each lot of a member the newest events that filled it, at most `limit` of each. */
export async function lotSources(
  client: Queryable,
  memberId: number,
  limit: number,
): Promise<LotSource[]> {
  const { rows } = await client.query<LotSource>({
    name: 'statements_lot_sources',
    text: `select f.currency, f.lot, f.event_no as no, e.source, e.id, e.type,
        e.happened_at as "happenedAt", f.points
      from (
        select currency, lot, event_no, sum(amount)::bigint as points,
          row_number() over (partition by currency, lot order by event_no desc) as place
        from v_lot_movements
        where member_id = $1::bigint and amount > 0 and account = 'member'
          and other in ('issued', 'goodwill', 'opening', 'adjusted', 'transfer', 'member')
        group by currency, lot, event_no
      ) as f
      join v_events e on e.member_id = $1::bigint and e.no = f.event_no
      where f.place <= $2::integer
      order by f.currency, f.lot, f.event_no desc`,
    values: [memberId, limit],
  });
  return rows;
}

/** Sums of one member's movements of one currency, by the two accounts. */
export async function sumsByAccounts(
  client: Queryable,
  memberId: number,
  currency: string,
): Promise<{ from: Account; to: Account; points: number; times: number }[]> {
  const { rows } = await client.query({
    name: 'statements_sums_by_accounts',
    text: `select from_account as "from", to_account as "to", sum(amount)::bigint as points,
        count(*) as times
      from v_entries where member_id = $1::bigint and currency = $2::text
      group by from_account, to_account order by from_account, to_account`,
    values: [memberId, currency],
  });
  return rows;
}

/** What each rule has paid one member in one currency, and the last program that let it. */
export async function sumsByRule(
  client: Queryable,
  memberId: number,
  currency: string,
): Promise<{ rule: string; points: number; times: number; program: number }[]> {
  const { rows } = await client.query({
    name: 'statements_sums_by_rule',
    text: `select a.award ->> 0 as rule, sum(a.points)::bigint as points, count(*) as times,
        max(e.program) as program
      from v_events e
      cross join lateral (
        select award, case json_typeof(award -> 2)
            when 'number' then (award ->> 2)::bigint
            else (select sum(share::bigint) from json_array_elements_text(award -> 2) as share)
          end as points
        from json_array_elements(e.decision -> 'awards') as award
      ) as a
      where e.member_id = $1::bigint and a.award ->> 1 = $2::text
      group by a.award ->> 0 order by points desc, rule`,
    values: [memberId, currency],
  });
  return rows;
}
