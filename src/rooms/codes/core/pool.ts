import type { Problem } from '../../../kernel/problem.ts';
import { foldLookAlikes, isOfAlphabet, SYMBOL_BITS, upperCase } from './alphabet.ts';

/** A pool of generated codes: prefix, random symbols, check digit. */
export interface Pool {
  /** 0 to 8 symbols of the alphabet, the same for all codes of the pool. */
  readonly prefix: string;
  /** Random symbols of each code, 6 to 12. */
  readonly length: number;
  /** How many codes the pool may ever have. */
  readonly size: number;
}

export const PREFIX_SYMBOLS_MAX = 8;
export const POOL_LENGTH_MIN = 6;
export const POOL_LENGTH_MAX = 12;

/**
 * The rule of entropy: one guess hits a code of the pool at most once in this many times. A thief
 * with ten guesses a second, for a month, finds one with a chance of 1 in 38.
 */
export const GUESSES_PER_HIT = 1_000_000_000n;

/** Whether `size` codes lie thinly enough among all texts of `length` random symbols. */
function isThin(length: number, size: number): boolean {
  return BigInt(size) * GUESSES_PER_HIT <= 1n << BigInt(length * SYMBOL_BITS);
}

/** The fewest random symbols with which `size` codes keep the rule; `null` when 12 do not. */
export function shortestLength(size: number): number | null {
  for (let length = POOL_LENGTH_MIN; length <= POOL_LENGTH_MAX; length++) {
    if (isThin(length, size)) return length;
  }
  return null;
}

/** Every mistake of a pool that is described at `path`. */
export function checkPool(pool: Pool, path: string): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, field: string, detail: string, fix: string) =>
    problems.push({ code, path: `${path}/${field}`, detail, fix });
  if (!isOfAlphabet(pool.prefix) || pool.prefix.length > PREFIX_SYMBOLS_MAX) {
    const better = foldLookAlikes(upperCase(pool.prefix));
    const possible = isOfAlphabet(better) && better.length <= PREFIX_SYMBOLS_MAX;
    const fix = possible
      ? `Write "${better}".`
      : `Use at most ${PREFIX_SYMBOLS_MAX} digits and capitals, without I, L, O and U.`;
    add('code_prefix', 'prefix', `No code can begin with "${pool.prefix}".`, fix);
  }
  const sized = Number.isSafeInteger(pool.size) && pool.size > 0;
  if (!sized) {
    add('code_pool_size', 'size', 'A pool has a whole number of codes.', 'Use 1 or more.');
  }
  if (
    !Number.isInteger(pool.length) ||
    pool.length < POOL_LENGTH_MIN ||
    pool.length > POOL_LENGTH_MAX
  ) {
    const fix = `Use ${POOL_LENGTH_MIN} to ${POOL_LENGTH_MAX}.`;
    add('code_length', 'length', `A code cannot have ${pool.length} random symbols.`, fix);
  } else if (sized && !isThin(pool.length, pool.size)) {
    const needed = shortestLength(pool.size);
    const fix = needed === null ? 'Make several pools.' : `Use a length of ${needed} or more.`;
    const detail = `${pool.size} codes of ${pool.length} symbols are too easy to guess.`;
    add('code_pool_guessable', 'length', detail, fix);
  }
  return problems;
}

/**
 * Whether one text could be a code of both pools: they have one length in all, and one prefix
 * begins with the other. Two such pools must not be in one program.
 */
export function poolsOverlap(one: Pool, other: Pool): boolean {
  const sameLength = one.prefix.length + one.length === other.prefix.length + other.length;
  const within = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
  return sameLength && within;
}
