import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** A pool of codes as it is kept. */
export interface PoolRow {
  readonly id: string;
  /** The coupon whose codes these are, and the version of the program whose terms they promise. */
  readonly definition: string;
  readonly program: number;
  readonly kind: 'generated' | 'imported';
  readonly prefix: string;
  /** Random symbols of a generated code; 0 for imported ones. */
  readonly length: number;
  readonly size: number;
  /** 32 bytes, from which all codes of a generated pool follow. */
  readonly key: Buffer | null;
  readonly createdAt: Instant;
}

const COLUMNS = `id, definition, program, kind, prefix, length, size, key,
  (extract(epoch from created_at) * 1000)::float8 as "createdAt"`;

/** All pools, the oldest first. */
export async function readPools(client: Queryable): Promise<PoolRow[]> {
  const { rows } = await client.query<PoolRow>({
    name: 'coupons_read_pools',
    text: `select ${COLUMNS} from coupon_pools order by created_at, id`,
  });
  return rows;
}

/** One pool; null when there is none of this id. */
export async function readPool(client: Queryable, id: string): Promise<PoolRow | null> {
  const { rows } = await client.query<PoolRow>({
    name: 'coupons_read_pool',
    text: `select ${COLUMNS} from coupon_pools where id = $1::text`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Keeps pools from being made at the same time: each must see those before it. */
export async function lockPools(client: Queryable): Promise<void> {
  await client.query('lock table coupon_pools in share row exclusive mode');
}

/** Adds a pool. */
export async function insertPool(client: Queryable, pool: PoolRow): Promise<void> {
  await client.query({
    name: 'coupons_insert_pool',
    text: `insert into coupon_pools
        (id, definition, program, kind, prefix, length, size, key, created_at)
      values ($1::text, $2::text, $3::integer, $4::text, $5::text, $6::integer, $7::bigint,
        $8::bytea, to_timestamp($9::float8 / 1000))`,
    values: [
      ...[pool.id, pool.definition, pool.program, pool.kind, pool.prefix, pool.length],
      ...[pool.size, pool.key, pool.createdAt],
    ],
  });
}

/**
 * Adds imported codes; those that are known already are left as they are. Returns the codes that
 * belong to something else.
 */
export async function insertCodes(
  client: Queryable,
  { id, definition, program }: Pick<PoolRow, 'id' | 'definition' | 'program'>,
  codes: readonly string[],
): Promise<string[]> {
  await client.query({
    name: 'coupons_insert_codes',
    text: `insert into coupon_codes (code, definition, program, pool, standing)
      select code, $2::text, $3::integer, $4::text, 'free' from unnest($1::text[]) as new (code)
      order by code collate "C"
      on conflict (code) do nothing`,
    values: [codes, definition, program, id],
  });
  const { rows } = await client.query<{ code: string }>({
    name: 'coupons_codes_elsewhere',
    text: `select code from coupon_codes
      where code = any($1::text[]) and pool is distinct from $2::text order by code limit 10`,
    values: [codes, id],
  });
  return rows.map((row) => row.code);
}

/** Sets the size of an imported pool to the number of its codes, and returns it. */
export async function countImported(client: Queryable, id: string): Promise<number> {
  const { rows } = await client.query<{ size: number }>({
    name: 'coupons_count_imported',
    text: `update coupon_pools
      set size = greatest(1, (select count(*) from coupon_codes where pool = $1::text))
      where id = $1::text returning size`,
    values: [id],
  });
  return rows[0]?.size ?? 0;
}

/** How many codes of each pool are reserved, and how many used. */
export async function countUsed(
  client: Queryable,
): Promise<Map<string, { taken: number; used: number }>> {
  const { rows } = await client.query<{ pool: string; taken: number; used: number }>({
    name: 'coupons_count_used',
    text: `select pool, count(*) filter (where standing = 'taken') as taken,
        count(*) filter (where standing = 'used') as used
      from coupon_codes where pool is not null group by pool`,
  });
  return new Map(rows.map(({ pool, taken, used }) => [pool, { taken, used }]));
}

/** Codes of an imported pool in their order, those behind `after`. */
export async function codesAfter(
  client: Queryable,
  pool: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>({
    name: 'coupons_codes_after',
    text: `select code from coupon_codes where pool = $1::text and code > $2::text
      order by code limit $3::integer`,
    values: [pool, after, limit],
  });
  return rows.map((row) => row.code);
}
