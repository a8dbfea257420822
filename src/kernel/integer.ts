import { assert } from './assert.ts';

/** Which way a division goes when it does not come out even. */
export type Rounding = 'down' | 'up' | 'half-up';

/** A ratio of two integers, `2/1` for "double". Never a float (design law 7). */
export interface Ratio {
  readonly num: number;
  readonly den: number;
}

/**
 * `value × num ÷ den` in exact integer arithmetic, rounded in the named direction
 * (towards minus infinity, plus infinity, or to the nearest with halves going up).
 */
export function scale(value: number, num: number, den: number, rounding: Rounding): number {
  if (!(den > 0)) assert(false, 'a ratio has a positive denominator', { num, den });
  const product = value * num;
  if (Number.isSafeInteger(product)) return divide(product, den, rounding);
  const wide = BigInt(value) * BigInt(num);
  const result = Number(divideWide(wide, BigInt(den), rounding));
  assert(Number.isSafeInteger(result), 'an amount stays in the exact range', { value, num, den });
  return result;
}

function divide(product: number, den: number, rounding: Rounding): number {
  // The quotient of two doubles may be one off near an integer; the remainder puts it right.
  let down = Math.floor(product / den);
  let rest = product - down * den;
  if (rest < 0) {
    down -= 1;
    rest += den;
  } else if (rest >= den) {
    down += 1;
    rest -= den;
  }
  if (rest === 0 || rounding === 'down') return down;
  if (rounding === 'up') return down + 1;
  return rest * 2 >= den ? down + 1 : down;
}

function divideWide(product: bigint, den: bigint, rounding: Rounding): bigint {
  const rest = ((product % den) + den) % den;
  const down = (product - rest) / den;
  if (rest === 0n || rounding === 'down') return down;
  if (rounding === 'up') return down + 1n;
  return rest * 2n >= den ? down + 1n : down;
}

/**
 * Splits `total` in proportion to `weights` so that the parts sum to `total` exactly.
 * The running remainder is carried from left to right, so that no part is off by more
 * than one from its exact share and the same input always gives the same parts.
 * All weights zero: everything falls on the first part.
 */
export function split(total: number, weights: readonly number[]): number[] {
  let whole = 0;
  for (let index = 0; index < weights.length; index++) whole += weights[index] as number;
  if (whole === 0) return weights.map((_, index) => (index === 0 ? total : 0));
  const parts: number[] = [];
  let weightBefore = 0;
  let given = 0;
  for (let index = 0; index < weights.length; index++) {
    weightBefore += weights[index] as number;
    const upTo = weightBefore === whole ? total : scale(total, weightBefore, whole, 'down');
    parts.push(upTo - given);
    given = upTo;
  }
  return parts;
}
