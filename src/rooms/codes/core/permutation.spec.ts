import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { halfBits, permute, type RoundFunction, unpermute } from './permutation.ts';

/** Any function will do for uniqueness, a bad one too. */
const mixOf =
  (seed: number): RoundFunction =>
  (round, values, out) => {
    for (const [index, value] of values.entries()) {
      out[index] = Math.imul(value + round * 7919 + seed, 2_654_435_761) ^ (value >>> 3);
    }
  };

test('every number of a small range comes out exactly once', () => {
  for (const bits of [1, 2, 9, 10, 15]) {
    const { right } = halfBits(bits);
    const numbers = Array.from({ length: 2 ** bits }, (_, number) => number);
    const halves = {
      left: Uint32Array.from(numbers, (number) => number >>> right),
      right: Uint32Array.from(numbers, (number) => number & (2 ** right - 1)),
    };
    permute(halves, bits, mixOf(5));
    const out = numbers.map((index) => halves.left[index]! * 2 ** right + halves.right[index]!);
    assert.deepEqual(
      out.sort((a, b) => a - b),
      numbers,
    );
  }
});

test('law: undone for every width and every function', () => {
  const half = fc.nat(2 ** 30 - 1);
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 60 }), half, half, fc.nat(), (bits, a, b, seed) => {
      const size = halfBits(bits);
      const one = { left: a % 2 ** size.left, right: b % 2 ** size.right };
      const halves = { left: Uint32Array.of(one.left), right: Uint32Array.of(one.right) };
      permute(halves, bits, mixOf(seed));
      assert.ok(halves.left[0]! < 2 ** size.left && halves.right[0]! < 2 ** size.right);
      unpermute(halves, bits, mixOf(seed));
      assert.deepEqual({ left: halves.left[0], right: halves.right[0] }, one);
    }),
  );
});
