import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Rounding } from '../../../kernel/integer.ts';
import { amountOff, type CouponValue, readValue, writeValue } from './coupon-value.ts';

const amounts = fc.nat(1_000_000_000_000);
const values: fc.Arbitrary<CouponValue> = fc.oneof(
  amounts.map((off) => ({ kind: 'amount' as const, off })),
  fc
    .tuple(
      fc.integer({ min: 1, max: 10_000 }),
      fc.constantFrom('down' as const, 'up' as const, 'half-up' as const),
      fc.option(amounts),
    )
    .map(([hundredths, rounding, cap]) => ({
      kind: 'percent' as const,
      hundredths,
      rounding,
      cap,
    })),
  amounts.map((price) => ({ kind: 'price' as const, price })),
  fc
    .constantFrom('gift' as const, 'delivery' as const, 'privilege' as const)
    .map((kind) => ({ kind })),
);

function percent(change: { rounding?: Rounding; cap?: number }): CouponValue {
  return { kind: 'percent', hundredths: 1250, rounding: 'down', cap: null, ...change };
}

test('law: a value is read back', () => {
  fc.assert(fc.property(values, (value) => assert.deepEqual(readValue(writeValue(value)), value)));
});

test('each value has one spelling, and nothing else is a value', () => {
  assert.equal(writeValue(percent({ cap: 2000 })), 'P1250-2000');
  assert.equal(writeValue(percent({ rounding: 'up' })), 'Q1250');
  assert.equal(writeValue(percent({ rounding: 'half-up' })), 'H1250');
  for (const text of [
    ...['', 'A', 'A-5', 'A05', 'A1.5', 'A5-5', 'F5-5', 'P0', 'P10001', 'P5-', 'P5-05', 'P5-5-5'],
    ...['G5', 'X5', 'a5', 'A5 ', 'A1000000000001', 'A٣'],
  ]) {
    assert.equal(readValue(text), null, text);
  }
});

test('law: never more than the basket, and never less than nothing', () => {
  fc.assert(
    fc.property(values, amounts, (value, total) => {
      const off = amountOff(value, total);
      if (off !== null) assert.ok(off >= 0 && off <= total && Number.isInteger(off));
    }),
  );
});

test('a percentage is rounded as it says, and capped after that', () => {
  assert.equal(amountOff(percent({}), 999), 124);
  assert.equal(amountOff(percent({ rounding: 'up' }), 999), 125);
  assert.equal(amountOff(percent({ rounding: 'half-up' }), 996), 125);
  assert.equal(amountOff(percent({ cap: 100 }), 999), 100);
  assert.equal(amountOff({ kind: 'amount', off: 500 }, 300), 300);
  assert.equal(amountOff({ kind: 'price', price: 990 }, 300), null);
  assert.equal(amountOff({ kind: 'gift' }, 300), null);
});
