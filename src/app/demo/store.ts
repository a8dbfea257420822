import type { Instant } from '../../kernel/time.ts';
import type { PoolClient, Queryable } from '../../platform/db/pool.ts';

/** Which history a hub is filled with, and how far it has come. */
export interface DemoRow {
  readonly seed: number;
  readonly members: number;
  /** Where the history ends. */
  readonly until: Instant;
  /** Events of the history that are in, counted from its beginning. */
  readonly position: number;
  readonly refused: number;
  readonly finishedAt: Instant | null;
}

/** Held by the one who fills; gone with the connection, however that ends. */
const FILLING_LOCK = 7_204_221;

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** The row of this hub, or null. */
export async function loadDemo(client: Queryable): Promise<DemoRow | null> {
  const { rows } = await client.query<DemoRow>(
    `select seed, members, until, position, refused, finished_at as "finishedAt"
       from demo_progress`,
  );
  return rows[0] ?? null;
}

/** Notes which history is begun. */
export async function insertDemo(
  client: Queryable,
  row: Pick<DemoRow, 'seed' | 'members' | 'until'>,
  at: Instant,
): Promise<void> {
  await client.query(
    `insert into demo_progress (seed, members, until, started_at)
     values ($1::integer, $2::integer, ${MOMENT} $3::float8, ${MOMENT} $4::float8)`,
    [row.seed, row.members, row.until, at],
  );
}

/** Notes how far the history is in. */
export async function saveDemo(
  client: Queryable,
  { position, refused, finishedAt }: Pick<DemoRow, 'position' | 'refused' | 'finishedAt'>,
): Promise<void> {
  await client.query(
    `update demo_progress set position = $1::integer, refused = $2::integer,
       finished_at = ${MOMENT} $3::float8`,
    [position, refused, finishedAt],
  );
}

/** Whether nobody has done anything with this hub: no program, no member. */
export async function isEmptyHub(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    `select not exists (select 1 from program_versions)
        and not exists (select 1 from members) as empty`,
  );
  return rows[0]?.empty === true;
}

/** Takes the lock of the one who fills, for as long as this connection lives or until `leave`. */
export async function beginFilling(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1::bigint) as taken',
    [FILLING_LOCK],
  );
  return rows[0]?.taken === true;
}

/** Gives the lock back. */
export async function endFilling(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_unlock($1::bigint)', [FILLING_LOCK]);
}

/** Whether some process is filling this hub at the moment. */
export async function isFilling(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ filling: boolean }>(
    `select exists (
       select 1 from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory'
          and l.classid = 0 and l.objid = $1::bigint and l.objsubid = 1 and l.granted
     ) as filling`,
    [FILLING_LOCK],
  );
  return rows[0]?.filling === true;
}
