import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";
/** One look at a time moves the totals. */
const TOTALS_LOCK = 7_204_222;

/** All points that moved from one account to another. */
export interface Movement {
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** The running totals as they are. */
export interface TotalsRow {
  /** Everything recorded up to here is counted; null when nothing ever was. */
  readonly until: Instant | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly movements: readonly Movement[];
  /** By currency, points whose moment is still to come. */
  readonly pending: Readonly<Record<string, number>>;
}

/** Tries to be the one who moves the totals, until the transaction ends. */
export async function lockTotals(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_xact_lock($1::bigint) as taken',
    [TOTALS_LOCK],
  );
  return rows[0]?.taken === true;
}

/** Up to when is counted; before the first event, null. */
export async function totalsUntil(client: Queryable): Promise<Instant | null> {
  const { rows } = await client.query<{ until: Instant | null }>(
    `select coalesce(
       (select until from status_cursor),
       (select min(recorded_at) - interval '1 millisecond' from events)) as until`,
  );
  return rows[0]?.until ?? null;
}

/** For how many milliseconds the oldest open transaction of a hub has been running. */
export async function oldestTransactionMs(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ ms: number }>(
    `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)) * 1000, 0)::float8
         as ms
       from pg_stat_activity
      where datname = current_database() and application_name like 'hachi%'
        and pid <> pg_backend_pid()`,
  );
  return rows[0]?.ms ?? 0;
}

/** What the hub does by itself is no fact that came in. */
const CAME_IN = "type <> 'hachi.settled'";

/** Counts what was recorded after `from`, up to `to`. Returns whether that was anything. */
export async function addToTotals(client: Queryable, from: Instant, to: Instant): Promise<boolean> {
  const window = `recorded_at > ${MOMENT} $1::float8 and recorded_at <= ${MOMENT} $2::float8`;
  const { rowCount } = await client.query(
    `insert into status_counts as t (name, value)
     select name, sum(value) from (
       select type as name, count(*) as value from events
        where ${window} and type in ('purchase', 'return') group by type
       union all select 'events', count(*) from events where ${window} and ${CAME_IN}
        having count(*) > 0
       union all select 'members', count(*) from events where ${window} and no = 1
        having count(*) > 0
     ) as found group by name
     on conflict (name) do update set value = t.value + excluded.value`,
    [from, to],
  );
  await client.query(
    `insert into status_movements as t (currency, from_account, to_account, amount)
     select currency, from_account, to_account, sum(amount) from entries
      where ${window} group by currency, from_account, to_account
     on conflict (currency, from_account, to_account)
       do update set amount = t.amount + excluded.amount`,
    [from, to],
  );
  await client.query(
    `insert into status_pending as t (currency, active_at, amount)
     select currency, active_at, sum(case when to_account = 'member' then amount else -amount end)
       from entries
      where ${window} and active_at > ${MOMENT} $2::float8
        and (to_account = 'member') <> (from_account = 'member')
      group by currency, active_at
     on conflict (currency, active_at) do update set amount = t.amount + excluded.amount`,
    [from, to],
  );
  await client.query(
    `with gone as (delete from status_pending where active_at <= ${MOMENT} $1::float8)
     insert into status_cursor (until) values (${MOMENT} $1::float8)
     on conflict (only_one) do update set until = excluded.until`,
    [to],
  );
  return (rowCount ?? 0) > 0;
}

/** Keeps the newest events of the window, and of those kept before as many as there is room for. */
export async function keepRecent(
  client: Queryable,
  from: Instant,
  to: Instant,
  most: number,
): Promise<void> {
  await client.query(
    `insert into status_recent (member_id, no, recorded_at)
     select member_id, no, recorded_at from events
      where recorded_at > ${MOMENT} $1::float8 and recorded_at <= ${MOMENT} $2::float8
        and ${CAME_IN}
      order by recorded_at desc, happened_at desc limit $3::integer
     on conflict (member_id, no) do nothing`,
    [from, to, most],
  );
  await client.query(
    `delete from status_recent where recorded_at < (
       select min(recorded_at) from (
         select recorded_at from status_recent order by recorded_at desc limit $1::integer
       ) as kept)`,
    [most],
  );
}

/** The totals, and what of them is pending at `now`. */
export async function readTotals(client: Queryable, now: Instant): Promise<TotalsRow> {
  const { rows } = await client.query<TotalsRow>(
    `select
       (select until from status_cursor) as until,
       (select coalesce(json_object_agg(name, value), '{}') from status_counts) as counts,
       (select coalesce(json_agg(json_build_object(
          'currency', currency, 'from', from_account, 'to', to_account, 'amount', amount)), '[]')
          from status_movements) as movements,
       (select coalesce(json_object_agg(currency, amount), '{}') from (
          select currency, sum(amount) as amount from status_pending
           where active_at > ${MOMENT} $1::float8 group by currency) as waiting) as pending`,
    [now],
  );
  return rows[0]!;
}
