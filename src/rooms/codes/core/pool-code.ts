import { ALPHABET, SYMBOL_BITS, valueOfSymbol } from './alphabet.ts';
import { checkDigit, hasCheckDigit } from './check-digit.ts';
import { type Halves, halfBits } from './permutation.ts';
import type { Pool } from './pool.ts';

/** The numbers `from` to `from + count - 1` in halves, as the permutation takes them. */
export function countUp(from: number, count: number, pool: Pool): Halves {
  const right = 2 ** halfBits(pool.length * SYMBOL_BITS).right;
  const halves = { left: new Uint32Array(count), right: new Uint32Array(count) };
  for (let index = 0; index < count; index++) {
    halves.left[index] = Math.floor((from + index) / right);
    halves.right[index] = (from + index) % right;
  }
  return halves;
}

/** The code of one shuffled number: prefix, the number's bits as symbols, check digit. */
export function writePoolCode(pool: Pool, left: number, right: number): string {
  const { right: rightBits } = halfBits(pool.length * SYMBOL_BITS);
  let high = left;
  let low = right;
  let body = '';
  for (let place = 0; place < pool.length; place++) {
    body = ALPHABET[low & 31] + body;
    // The lowest symbol leaves on the right, and the left half lends its lowest bits.
    low = (low >>> SYMBOL_BITS) | ((high & 31) << (rightBits - SYMBOL_BITS));
    high >>>= SYMBOL_BITS;
  }
  const code = pool.prefix + body;
  return code + checkDigit(code);
}

/** The shuffled number of a code; `null` when it has not the looks of this pool. */
export function readPoolCode(pool: Pool, code: string): Halves | null {
  const { prefix, length } = pool;
  if (code.length !== prefix.length + length + 1 || !code.startsWith(prefix)) return null;
  if (!hasCheckDigit(code)) return null;
  let number = 0n;
  for (const symbol of code.slice(prefix.length, -1)) {
    number = (number << BigInt(SYMBOL_BITS)) | BigInt(valueOfSymbol(symbol)!);
  }
  const bits = BigInt(halfBits(length * SYMBOL_BITS).right);
  const left = Number(number >> bits);
  const right = Number(number & ((1n << bits) - 1n));
  return { left: Uint32Array.of(left), right: Uint32Array.of(right) };
}

/** The number that halves stand for, at one place of a batch. */
export function numberAt(halves: Halves, index: number, pool: Pool): number {
  const { right } = halfBits(pool.length * SYMBOL_BITS);
  return halves.left[index]! * 2 ** right + halves.right[index]!;
}
