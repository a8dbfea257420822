import { CodePool } from '../../src/rooms/codes/index.ts';

/** Codes made in one run. */
export const CODES = 1_000_000;

/** Unique codes a second on one core: a pool of a million, generated from its key. */
export function runCouponCodes(): number {
  const pool = new CodePool({ prefix: 'SPR', length: 10, size: CODES }, new Uint8Array(32).fill(7));
  run(pool, 50_000);
  const started = performance.now();
  const codes = run(pool, CODES);
  const rate = CODES / ((performance.now() - started) / 1000);
  const unique = new Set(codes).size;
  if (unique !== CODES) throw new Error(`${CODES - unique} codes are there twice`);
  return rate;
}

function run(pool: CodePool, count: number): string[] {
  const codes: string[] = [];
  for (const batch of pool.batches(0, count)) for (const code of batch) codes.push(code);
  return codes;
}
