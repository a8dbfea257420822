import { randomBytes, randomUUID } from 'node:crypto';
import { type Problem, Rejection, reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Pool as Database, type Queryable, transaction } from '../../platform/db/pool.ts';
import type { AuditLog } from '../audit/index.ts';
import {
  CodePool,
  checkPool,
  type Pool,
  poolsOverlap,
  readCode,
  shortestLength,
} from '../codes/index.ts';
import type { Coupon, CouponBook } from './core/coupon.ts';
import {
  codesAfter,
  countImported,
  countUsed,
  insertCodes,
  insertPool,
  lockPools,
  type PoolRow,
  readPool,
  readPools,
} from './pool-store.ts';

/** What pools stand on. */
export interface PoolGround {
  readonly pool: Database;
  readonly clock: Clock;
  /** The coupons in force; null while no program is published. */
  readonly book: () => CouponBook | null;
  readonly audit: AuditLog;
}

/** Codes to generate. */
export interface GenerateRequest {
  /** Names the pool for ever; made when it is left out. */
  readonly id?: string;
  readonly size: number;
  readonly prefix?: string;
  readonly length?: number;
}

/** Codes that are printed already. */
export interface ImportRequest {
  readonly id?: string;
  readonly codes: readonly string[];
}

/** Codes of an imported pool that are read at once. */
const PAGE = 5_000;

/**
 * Makes a pool of generated codes. They follow from its key: none of them is kept, a million costs
 * as much as one. The same request again gives the same pool.
 */
export function generatePool(
  ground: PoolGround,
  definition: string,
  { id = randomUUID(), size, ...wanted }: GenerateRequest,
  by: string,
) {
  const { book, coupon } = pooled(ground, definition);
  const prefix = wanted.prefix ?? prefixOf(coupon);
  const length = wanted.length ?? shortestLength(size) ?? 12;
  const problems = checkPool({ prefix, length, size }, '');
  if (problems.length > 0) throw new Rejection(422, problems);
  return transaction(ground.pool, async (client) => {
    await lockPools(client);
    const known = await readPool(client, id);
    if (known) return again(known, { definition, kind: 'generated', prefix, length, size });
    const others = await readPools(client);
    const other = others.find((one) => one.key && poolsOverlap(one, { prefix, length, size }));
    if (other) throw reject(409, overlaps(other));
    const row: PoolRow = {
      ...{ id, definition, program: book.version, kind: 'generated', prefix, length, size },
      key: randomBytes(32),
      createdAt: ground.clock.now(),
    };
    await insertPool(client, row);
    await noteCodes(ground, client, by, row, size);
    return { created: true, pool: shown(row) };
  });
}

/** Takes printed codes in: a new pool, or more of one. Codes it knows are passed over. */
export function importCodes(
  ground: PoolGround,
  definition: string,
  { id = randomUUID(), codes: given }: ImportRequest,
  by: string,
) {
  const { book } = pooled(ground, definition);
  const codes = readCodes(given, book);
  return transaction(ground.pool, async (client) => {
    await lockPools(client);
    const known = await readPool(client, id);
    const row: PoolRow = known ?? {
      ...{ id, definition, program: book.version, kind: 'imported', prefix: '', length: 0 },
      size: codes.length,
      key: null,
      createdAt: ground.clock.now(),
    };
    if (known && (known.kind !== 'imported' || known.definition !== definition)) {
      throw reject(409, otherPool(id));
    }
    if (!known) await insertPool(client, row);
    await refuseGenerated(client, codes);
    const taken = await insertCodes(client, row, codes);
    if (taken.length > 0) throw reject(409, codesTaken(taken));
    const size = await countImported(client, id);
    await noteCodes(ground, client, by, row, codes.length);
    return { created: known === null, pool: shown({ ...row, size }) };
  });
}

/** Notes that somebody has made codes. */
function noteCodes(
  { audit }: PoolGround,
  client: Queryable,
  actor: string,
  { id, definition }: PoolRow,
  codes: number,
): Promise<void> {
  const detail = { definition, codes };
  return audit.note(client, [{ actor, action: 'coupons.write', subject: id, detail }]);
}

/** All pools with what has become of their codes. */
export async function listPools({ pool }: PoolGround) {
  const [rows, used] = await Promise.all([readPools(pool), countUsed(pool)]);
  return {
    pools: rows.map((row) => ({ ...shown(row), ...(used.get(row.id) ?? { taken: 0, used: 0 }) })),
  };
}

/**
 * All codes of a pool, one to a line, batch by batch: nothing holds a million of them.
 * @throws {Rejection} 404 when there is no such pool.
 */
export async function codesOfPool(
  { pool, audit }: PoolGround,
  id: string,
  by: string,
): Promise<AsyncGenerator<string> | Generator<string>> {
  const row = await readPool(pool, id);
  if (!row) {
    const fix = 'See GET /v1/coupons/pools for those there are.';
    throw reject(404, { code: 'pool_unknown', path: '/path/pool', detail: 'No such pool.', fix });
  }
  await audit.note(pool, [{ actor: by, action: 'coupons.codes', subject: id }]);
  return row.key ? generated(row, row.key) : imported(pool, id);
}

function* generated({ prefix, length, size }: PoolRow, key: Buffer): Generator<string> {
  const codes = new CodePool({ prefix, length, size }, key);
  for (const batch of codes.batches(0, size)) yield `${batch.join('\n')}\n`;
}

async function* imported(client: Queryable, id: string): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const codes = await codesAfter(client, id, after, PAGE);
    if (codes.length > 0) yield `${codes.join('\n')}\n`;
    if (codes.length < PAGE) return;
    after = codes.at(-1) as string;
  }
}

/** The coupon of a definition that uses codes of pools. */
function pooled(ground: PoolGround, id: string): { book: CouponBook; coupon: Coupon } {
  const book = ground.book();
  const coupon = book?.coupons.get(id);
  if (!book || !coupon) {
    const detail = `The program has no coupon "${id}".`;
    const fix = 'Publish a program with it first.';
    throw reject(404, { code: 'coupon_unknown', path: '/path/definition', detail, fix });
  }
  if (coupon.codes?.kind === 'pool') return { book, coupon };
  const detail = `The coupon "${id}" does not take codes of pools.`;
  const fix = 'Give it `codes: { kind: pool }` in the program.';
  throw reject(422, { code: 'coupon_without_pool', path: '/path/definition', detail, fix });
}

/** What the document says that codes begin with, in the symbols that codes have. */
function prefixOf({ codes }: Coupon): string {
  const read = codes?.prefix ? readCode(codes.prefix) : null;
  return read && 'code' in read ? read.code : '';
}

/** The codes in their one form; public ones and repeated ones are mistakes of a file. */
function readCodes(given: readonly string[], book: CouponBook): string[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, text] of given.entries()) {
    const read = readCode(text);
    const path = `/codes/${index}`;
    if ('problem' in read) problems.push({ ...read.problem, path });
    else if (seen.has(read.code) || book.byCode.has(read.code)) {
      const detail = `The code ${read.code} is there twice, or is a public one.`;
      problems.push({ code: 'duplicate_code', path, detail, fix: 'Send each code once.' });
    } else seen.add(read.code);
    if (problems.length === 10) break;
  }
  if (problems.length > 0) throw new Rejection(422, problems);
  return [...seen];
}

/** A code must not mean two things: one that a generated pool has belongs to it. */
async function refuseGenerated(client: Queryable, codes: readonly string[]): Promise<void> {
  for (const { key, ...pool } of await readPools(client)) {
    if (!key) continue;
    const numbers = new CodePool(pool, key);
    const taken = codes.filter((code) => numbers.numberOf(code) !== null);
    if (taken.length > 0) throw reject(409, codesTaken(taken));
  }
}

function again(known: PoolRow, wanted: Pool & Pick<PoolRow, 'definition' | 'kind'>) {
  const same =
    known.definition === wanted.definition &&
    known.kind === wanted.kind &&
    known.prefix === wanted.prefix &&
    known.length === wanted.length &&
    known.size === wanted.size;
  if (!same) throw reject(409, otherPool(known.id));
  return { created: false, pool: shown(known) };
}

function shown({ key: _, createdAt, ...pool }: PoolRow) {
  return { ...pool, createdAt: formatInstant(createdAt) };
}

function otherPool(id: string): Problem {
  const detail = `There is another pool "${id}".`;
  return { code: 'pool_differs', path: '/id', detail, fix: 'Give this one another id.' };
}

function overlaps({ id, definition }: PoolRow): Problem {
  const detail = `A code could be of the pool "${id}" of "${definition}" too.`;
  const fix = 'Use another prefix or length, or take codes of that pool.';
  return { code: 'code_pool_overlap', path: '/prefix', detail, fix };
}

function codesTaken(codes: readonly string[]): Problem {
  const detail = `These codes mean something else already: ${codes.slice(0, 10).join(', ')}.`;
  return { code: 'code_taken', path: '/codes', detail, fix: 'Leave them out.' };
}
