import type { Queryable } from '../../platform/db/pool.ts';
import type { BudgetRow, KeyRow, Spent } from './core/check-books.ts';
import type { Sums } from './core/sums.ts';

/** Keys in their order behind `after`, at most `limit`, each with the event it leads to. */
export async function readKeys(
  client: Queryable,
  after: { readonly source: string; readonly id: string },
  limit: number,
): Promise<KeyRow[]> {
  const { rows } = await client.query(
    `select k.source, k.id, k.member_id as "memberId", k.no, case when e.no is not null then
        json_build_object('source', e.source, 'id', e.id, 'type', e.type, 'receipt',
          case when k.source = 'receipt'
            then concat_ws('/', e.store, e.data::json->>'receipt') end) end as event
      from (
        select source, id, member_id, no, recorded_at from event_keys
        where (source, id) > ($1::text, $2::text) order by source, id limit $3::integer
      ) k
      left join events e on k.no > 0
        and e.member_id = k.member_id and e.no = k.no and e.recorded_at = k.recorded_at
      order by k.source, k.id`,
    [after.source, after.id, limit],
  );
  return rows;
}

/** All budgets with the sums of their leases. */
export async function readBudgetRows(client: Queryable): Promise<BudgetRow[]> {
  const { rows } = await client.query(
    `select coalesce(p.key, l.key) as key, coalesce(p.points, 0) as points,
        coalesce(p.leased, 0) as leased, coalesce(p.stopped, false) as stopped,
        coalesce(l.granted, 0) as granted, coalesce(l.used, 0) as used,
        coalesce(l.overdrawn, 0) as overdrawn
      from budget_pools p
      full join (
        select key, sum(granted)::bigint as granted, sum(used)::bigint as used,
          count(*) filter (where used > granted) as overdrawn
        from budget_leases group by key
      ) l on l.key = p.key
      order by 1`,
  );
  return rows;
}

/** Of follow-ups that decisions caused, those that neither had their turn nor wait for it. */
export async function lostFollowUps(client: Queryable, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ id: string }>({
    name: 'proof_lost_follow_ups',
    text: `select id from unnest($1::text[]) as caused (id)
      where not exists (select from event_keys k where k.source = 'hachi' and k.id = caused.id)
        and not exists (select from follow_up_events f where f.id = caused.id)
      order by id`,
    values: [ids],
  });
  return rows.map(({ id }) => id);
}

/** What the decisions of all events took from budgets, in one snapshot: reads every event. */
export async function readSpent(client: Queryable): Promise<Spent> {
  const budgets = await client.query<{ key: string; points: number }>(
    `select taken.key, sum(taken.value::bigint)::bigint as points
      from events e cross join json_each_text(e.decision::json->'budgets') as taken
      group by taken.key`,
  );
  const stopped = await client.query<{ key: string }>(
    `select distinct ended.key
      from events e
      cross join json_array_elements_text(e.decision::json->'stopped') as ended (key)`,
  );
  return {
    budgets: Object.fromEntries(budgets.rows.map((row) => [row.key, row.points])),
    stopped: stopped.rows.map((row) => row.key),
  };
}

/** What members gave to and received from each other, by currency, in one snapshot. */
export async function readTransfers(client: Queryable): Promise<Sums['accounts']> {
  const { rows } = await client.query<{ currency: string; given: number; received: number }>(
    `select currency, coalesce(sum(amount) filter (where to_account = 'transfer'), 0)::bigint
        as given, coalesce(sum(amount) filter (where from_account = 'transfer'), 0)::bigint
        as received
      from entries where to_account = 'transfer' or from_account = 'transfer' group by currency`,
  );
  return Object.fromEntries(
    rows.map(({ currency, given, received }) => [
      currency,
      { transfer: { in: given, out: received } },
    ]),
  );
}
