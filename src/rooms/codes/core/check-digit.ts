import { foldLookAlikes, symbolOf, valueOfSymbol } from './alphabet.ts';

/**
 * Symbols that the check digit can guard, itself included: the powers of 2 repeat after 31, and two
 * symbols of the same weight could change places unseen.
 */
export const GUARDED_MAX = 31;

/** x⁵ + x² + 1: with it the powers of 2 run through all 31 values that are not zero. */
const POLYNOMIAL = 0b100101;

/** Twice a value in the field of 32 elements, where adding is xor. */
function twice(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ POLYNOMIAL : doubled;
}

/** The sum of all symbols, each weighted with a power of 2; `null` for a foreign character. */
function weightedSum(text: string): number | null {
  let sum = 0;
  for (const symbol of text) {
    const value = valueOfSymbol(symbol);
    if (value === null) return null;
    sum = twice(sum) ^ value;
  }
  return sum;
}

/**
 * The symbol that brings the weighted sum of `body` and itself to zero; `null` when the body has a
 * character outside of the alphabet. One wrong symbol changes the sum, since no weight is zero; two
 * symbols in each other's place change it, since no two weights are equal.
 */
export function checkDigit(body: string): string | null {
  const sum = weightedSum(body);
  return sum === null ? null : symbolOf(twice(sum));
}

/** Whether the last symbol of `code` is the check digit of the others. */
export function hasCheckDigit(code: string): boolean {
  return code.length > 1 && weightedSum(code) === 0;
}

/**
 * A body with its check digit behind it; letters that codes never contain become what they look
 * like.
 */
export function withCheckDigit(body: string): string {
  const folded = foldLookAlikes(body);
  return folded + (checkDigit(folded) ?? '');
}
