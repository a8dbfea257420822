import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** Lays a sealed export ready. */
export async function insertExport(
  client: Queryable,
  row: {
    readonly requestId: number;
    readonly memberId: number;
    readonly madeAt: Instant;
    readonly until: Instant;
    readonly sealed: Uint8Array;
  },
): Promise<void> {
  await client.query(
    `insert into data_exports (request_id, member_id, made_at, until, sealed)
      values ($1::bigint, $2::bigint, to_timestamp($3::float8 / 1000),
        to_timestamp($4::float8 / 1000), $5::bytea)`,
    [row.requestId, row.memberId, row.madeAt, row.until, row.sealed],
  );
}

/** A sealed export that can still be fetched at a moment; null when it is gone. */
export async function exportOf(
  client: Queryable,
  requestId: number,
  now: Instant,
): Promise<{ memberId: number; sealed: Buffer } | null> {
  const { rows } = await client.query<{ memberId: number; sealed: Buffer }>(
    `select member_id as "memberId", sealed from data_exports
      where request_id = $1::bigint and until > to_timestamp($2::float8 / 1000)`,
    [requestId, now],
  );
  return rows[0] ?? null;
}

/** Removes exports whose time is over, at most `limit`; their requests say so. */
export async function endExports(client: Queryable, now: Instant, limit: number): Promise<number> {
  const { rows } = await client.query<{ gone: number }>(
    `with gone as (
        delete from data_exports where request_id in (
          select request_id from data_exports where until <= to_timestamp($1::float8 / 1000)
          order by until limit $2::integer)
        returning request_id),
      told as (
        update data_requests r set state = 'expired', closed_by = 'hub',
            closed_at = to_timestamp($1::float8 / 1000)
          from gone where r.request_id = gone.request_id and r.state = 'ready')
      select count(*)::integer as gone from gone`,
    [now, limit],
  );
  return rows[0]?.gone ?? 0;
}
