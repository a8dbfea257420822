/** Goal: whole numbers stay whole, rounding goes where it says, parts sum to their whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Rounding, scale, split } from './integer.ts';

/** The same in arithmetic that cannot overflow. */
function exact(value: number, num: number, den: number, rounding: Rounding): bigint {
  const product = BigInt(value) * BigInt(num);
  const by = BigInt(den);
  const rest = ((product % by) + by) % by;
  const down = (product - rest) / by;
  if (rounding === 'down' || rest === 0n) return down;
  if (rounding === 'up') return down + 1n;
  return rest * 2n >= by ? down + 1n : down;
}

const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const positive = fc.integer({ min: 1, max: 1_000_000_000_000 });
const rounding = fc.constantFrom<Rounding>('down', 'up', 'half-up');

test('scaling is exact in every direction, for amounts of any size', () => {
  const law = fc.property(amount, positive, positive, rounding, (value, num, den, direction) => {
    const expected = exact(value, num, den, direction);
    if (expected > BigInt(Number.MAX_SAFE_INTEGER) || expected < BigInt(Number.MIN_SAFE_INTEGER)) {
      assert.throws(() => scale(value, num, den, direction));
    } else {
      assert.equal(BigInt(scale(value, num, den, direction)), expected);
    }
  });
  fc.assert(law, { numRuns: 2_000 });
});

test('directions are towards minus infinity, plus infinity, and the nearest with halves up', () => {
  const all = (value: number) =>
    (['down', 'up', 'half-up'] as const).map((direction) => scale(value, 1, 2, direction));
  assert.deepEqual(all(3), [1, 2, 2]);
  assert.deepEqual(all(-3), [-2, -1, -1]);
  assert.deepEqual(all(4), [2, 2, 2]);
  assert.equal(scale(Number.MAX_SAFE_INTEGER, 1, 1, 'down'), Number.MAX_SAFE_INTEGER);
  assert.equal(scale(Number.MAX_SAFE_INTEGER, 3, 3, 'up'), Number.MAX_SAFE_INTEGER);
});

test('nothing is divided by zero or less', () => {
  assert.throws(() => scale(1, 1, 0, 'down'));
  assert.throws(() => scale(1, 1, -2, 'down'));
});

test('parts sum to the whole, each within one of its share, and weight zero has none', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
    minLength: 1,
    maxLength: 30,
  });
  const law = fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), weights, (total, all) => {
    const parts = split(total, all);
    const whole = all.reduce((sum, one) => sum + one, 0);
    assert.equal(parts.length, all.length);
    assert.equal(
      parts.reduce((sum, one) => sum + one, 0),
      total,
    );
    if (whole === 0) return assert.equal(parts[0], total);
    parts.forEach((part, index) => {
      const share = exact(total, all[index] as number, whole, 'down');
      assert.ok(BigInt(part) >= share && BigInt(part) <= share + 1n);
      if (all[index] === 0) assert.equal(part, 0);
    });
  });
  fc.assert(law, { numRuns: 500 });
});

test('splitting by parts already split is the same split', () => {
  const law = fc.property(
    fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 9 }),
    (weights) => {
      const sum = weights.reduce((all, one) => all + one, 0);
      assert.deepEqual(split(sum, weights), weights);
    },
  );
  fc.assert(law, { numRuns: 200 });
});
