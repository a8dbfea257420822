import { numbers, texts } from '../../platform/db/arrays.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';

/** What a lease holds now, and whether there is anything left behind it. */
export interface Lease {
  readonly left: number;
  readonly final: boolean;
  readonly stopped: boolean;
}

/** A lease takes at most this share of what is free, so that the last points are not hoarded. */
const SHARE = 16;

/**
 * Makes a lease large enough for `wanted` points, or takes all that is left anywhere: first from
 * what is free in the pool, then by recalling what other leases have not used. A worker whose lease
 * was recalled under it finds out when it commits, and decides again.
 *
 * @param points the budget's size, for the first time it is asked for.
 */
export function extendLease(
  pool: Pool,
  key: string,
  lease: string,
  points: number,
  wanted: number,
): Promise<Lease> {
  return transaction(pool, async (client) => {
    await client.query(
      `insert into budget_pools (key, points, leased) values ($1::text, $2::bigint, 0)
        on conflict (key) do update set points = greatest(excluded.points, budget_pools.leased)
        where budget_pools.points <> excluded.points`,
      [key, points],
    );
    const pools = await client.query<{ free: number; stopped: boolean }>(
      'select points - leased as free, stopped from budget_pools where key = $1::text for update',
      [key],
    );
    const { free, stopped } = pools.rows[0] ?? { free: 0, stopped: true };
    const leases = await client.query<{ lease: string; left: number }>(
      `select lease, granted - used as left from budget_leases
        where key = $1::text order by lease for update`,
      [key],
    );
    const own = leases.rows.find((row) => row.lease === lease)?.left ?? 0;
    const missing = Math.max(0, wanted - own);
    const grant = Math.min(free, Math.max(missing, Math.floor(free / SHARE)));
    const recalled =
      grant < missing ? await recall(client, key, lease, missing - grant, leases.rows) : 0;
    await grow(client, key, lease, grant, recalled);
    const left = own + grant + recalled;
    return { left, final: left < wanted, stopped };
  });
}

/** Takes unused points from other leases, at most `missing`. Returns how many there were. */
async function recall(
  client: Queryable,
  key: string,
  lease: string,
  missing: number,
  leases: readonly { lease: string; left: number }[],
): Promise<number> {
  let taken = 0;
  for (const other of leases) {
    const some = Math.min(missing - taken, other.left);
    if (other.lease === lease || some <= 0) continue;
    taken += some;
    await client.query(
      `update budget_leases set granted = granted - $3::bigint
        where key = $1::text and lease = $2::text`,
      [key, other.lease, some],
    );
  }
  return taken;
}

async function grow(
  client: Queryable,
  key: string,
  lease: string,
  grant: number,
  recalled: number,
): Promise<void> {
  await client.query('update budget_pools set leased = leased + $2::bigint where key = $1::text', [
    key,
    grant,
  ]);
  await client.query(
    `insert into budget_leases (key, lease, granted, used)
      values ($1::text, $2::text, $3::bigint, 0)
      on conflict (key, lease) do update set granted = budget_leases.granted + excluded.granted`,
    [key, lease, grant + recalled],
  );
}

/**
 * Notes what a batch used of its lease, in the batch's own transaction. More than is granted (the
 * lease was recalled meanwhile) breaks the table's check, and the batch is decided again.
 */
export function useLeases(
  client: Queryable,
  lease: string,
  used: ReadonlyMap<string, number>,
): Promise<unknown> {
  return client.query({
    name: 'intake_use_leases',
    text: `update budget_leases l set used = l.used + new.points
      from unnest($2::text[], $3::bigint[]) as new (key, points)
      where l.key = new.key and l.lease = $1::text`,
    values: [lease, texts([...used.keys()]), numbers([...used.values()])],
  });
}

/**
 * Gives back what was taken from budgets (stock of a redemption that was called off), in the
 * batch's own transaction. Send it before `useLeases`: both lock a pool before its leases then,
 * and two batches that give back several budgets lock them in one order.
 */
export function refillBudgets(
  client: Queryable,
  given: ReadonlyMap<string, number>,
): Promise<unknown> {
  return client.query({
    name: 'intake_refill_budgets',
    text: `with refill as (
        select key, points from unnest($1::text[], $2::bigint[]) as new (key, points)
      ), locked as (
        select key from budget_pools where key = any($1::text[]) order by key for update
      ), pools as (
        update budget_pools p set leased = p.leased - r.points
          from refill r join locked l on l.key = r.key where p.key = r.key
      )
      insert into budget_leases (key, lease, granted, used)
        select key, 'given back', -points, -points from refill
        on conflict (key, lease) do update
          set granted = budget_leases.granted + excluded.granted,
            used = budget_leases.used + excluded.used`,
    values: [texts([...given.keys()]), numbers([...given.values()])],
  });
}

/** Ends budgets whose rules say `stop` when they run short. */
export function stopBudgets(client: Queryable, keys: readonly string[]): Promise<unknown> {
  return client.query({
    name: 'intake_stop_budgets',
    text: `update budget_pools set stopped = true where key = any($1::text[])`,
    values: [texts(keys)],
  });
}

/** A budget as it stands, for who only looks. */
export interface BudgetStanding extends Lease {
  /** What is left when the program gives it this size now: what is leased stays leased. */
  leftOf(points: number): number;
}

/** What is left of budgets in all, for a dry run. Budgets that were never used are not in it. */
export async function readBudgets(
  client: Queryable,
  keys: readonly string[],
): Promise<Map<string, BudgetStanding>> {
  type Row = { key: string; points: number; leased: number; used: number; stopped: boolean };
  const { rows } = await client.query<Row>({
    name: 'intake_read_budgets',
    text: `select p.key, p.points, p.leased, coalesce(sum(l.used), 0)::bigint as used, p.stopped
      from budget_pools p left join budget_leases l on l.key = p.key
      where p.key = any($1::text[]) group by p.key`,
    values: [texts(keys)],
  });
  return new Map(
    rows.map(({ key, points, leased, used, stopped }) => {
      const leftOf = (size: number): number => Math.max(size, leased) - used;
      return [key, { left: points - used, final: true, stopped, leftOf }];
    }),
  );
}
