import type { Instant } from '../../../kernel/time.ts';
import { float8s, int4s, textArray } from '../../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../../platform/db/pool.ts';
import { CodePool, hasCheckDigit } from '../../codes/index.ts';
import type { Rows } from './lookup.ts';

/** A code as the table has it, or as a pool says that it would be. */
export interface CodeRow {
  readonly definition: string;
  readonly program: number;
  readonly pool: string | null;
  readonly standing: 'free' | 'taken' | 'used';
  /** The id in its holder's hands. */
  readonly coupon: string | null;
  readonly until: Instant | null;
  /** Whether the table has a row of it. */
  readonly known: boolean;
  /** The id in whose place this one comes: the coupon went to a friend. */
  readonly was?: string | null;
  /** It comes free only when it is still this id that has it. */
  readonly freed?: string;
}

interface PoolRow {
  readonly id: string;
  readonly definition: string;
  readonly program: number;
  readonly prefix: string;
  readonly length: number;
  readonly size: number;
  readonly key: Buffer;
}

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** Pools never change: their ciphers are set up once. */
const pools = new Map<string, CodePool>();

/** The rows of these codes, locked in order with `lock`; unused ones of generated pools too. */
export async function loadCodes(
  client: Queryable,
  codes: readonly string[],
  lock: boolean,
): Promise<Map<string, CodeRow>> {
  const found = new Map<string, CodeRow>();
  const { rows } = await client.query<Omit<CodeRow, 'known'> & { code: string }>({
    name: lock ? 'intake_lock_coupon_codes' : 'intake_read_coupon_codes',
    text: `select code, definition, program, pool, standing, coupon,
        (extract(epoch from until) * 1000)::float8 as until
      from coupon_codes where code = any($1::text[]) order by code ${lock ? 'for update' : ''}`,
    values: [textArray(codes)],
  });
  for (const { code, ...row } of rows) found.set(code, { ...row, known: true });
  const others = codes.filter((code) => !found.has(code) && hasCheckDigit(code));
  if (others.length === 0) return found;
  for (const pool of await readPools(client)) {
    const codePool = poolOf(pool);
    for (const code of others) {
      if (found.has(code) || codePool.numberOf(code) === null) continue;
      const { definition, program, id } = pool;
      const free = { standing: 'free', coupon: null, until: null, known: false } as const;
      found.set(code, { definition, program, pool: id, ...free });
    }
  }
  return found;
}

async function readPools(client: Queryable): Promise<PoolRow[]> {
  const { rows } = await client.query<PoolRow>({
    name: 'intake_read_coupon_pools',
    text: `select id, definition, program, prefix, length, size, key
      from coupon_pools where kind = 'generated'`,
  });
  return rows;
}

function poolOf({ id, prefix, length, size, key }: PoolRow): CodePool {
  const name = `${id} ${key.toString('base64')}`;
  const known = pools.get(name);
  if (known) return known;
  const made = new CodePool({ prefix, length, size }, key);
  pools.set(name, made);
  return made;
}

/** Writes what became of codes: new rows, changed ones, and those whose coupon went to a friend. */
export function saveCodes(client: Queryable, rows: Rows): Promise<unknown> {
  const all = [...rows].map(([code, row]) => [code, row as CodeRow] as const);
  const moved = all.filter(([, row]) => row.was);
  const told = all.filter(([, row]) => !row.was);
  const fresh = told.filter(([, row]) => !row.known).sort(byCode);
  const known = told.filter(([, row]) => row.known).sort(byCode);
  const sent: Promise<unknown>[] = [];
  if (fresh.length > 0) sent.push(insertCodes(client, fresh));
  if (known.length > 0) sent.push(updateCodes(client, known));
  if (moved.length > 0) sent.push(moveCodes(client, moved));
  return Promise.all(sent);
}

type Coded = readonly [code: string, row: CodeRow];

function byCode([a]: Coded, [b]: Coded): number {
  return a < b ? -1 : 1;
}

/** A unique violation means that somebody else was first: the batch is decided again. */
function insertCodes(client: Queryable, rows: readonly Coded[]): Promise<unknown> {
  return client.query({
    name: 'intake_insert_coupon_codes',
    text: `insert into coupon_codes (code, definition, program, pool, standing, coupon, until)
      select code, definition, program, pool, standing, coupon, ${MOMENT} until
      from unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[],
        $7::float8[]) as new (code, definition, program, pool, standing, coupon, until)`,
    values: [
      textArray(rows.map(([code]) => code)),
      textArray(rows.map(([, row]) => row.definition)),
      int4s(rows.map(([, row]) => row.program)),
      textArray(rows.map(([, row]) => row.pool)),
      ...standings(rows),
    ],
  });
}

function updateCodes(client: Queryable, rows: readonly Coded[]): Promise<unknown> {
  return client.query({
    name: 'intake_update_coupon_codes',
    text: `update coupon_codes c
      set standing = new.standing, coupon = new.coupon, until = ${MOMENT} new.until
      from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::text[])
        as new (code, standing, coupon, until, freed)
      where c.code = new.code and (new.freed is null or c.coupon = new.freed)`,
    values: [
      textArray(rows.map(([code]) => code)),
      ...standings(rows),
      textArray(rows.map(([, row]) => row.freed ?? null)),
    ],
  });
}

function moveCodes(client: Queryable, rows: readonly Coded[]): Promise<unknown> {
  return client.query({
    name: 'intake_move_coupon_codes',
    text: `update coupon_codes c set coupon = new.coupon
      from unnest($1::text[], $2::text[]) as new (was, coupon) where c.coupon = new.was`,
    values: [
      textArray(rows.map(([, row]) => row.was ?? null)),
      textArray(rows.map(([, row]) => row.coupon)),
    ],
  });
}

function standings(rows: readonly Coded[]): unknown[] {
  return [
    textArray(rows.map(([, row]) => row.standing)),
    textArray(rows.map(([, row]) => row.coupon)),
    float8s(rows.map(([, row]) => row.until)),
  ];
}
