/** Goal: decimal text and whole numbers say the same, and nothing else is taken for a number. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal, parseDecimal } from './decimal.ts';

test('what is written is read again, with any number of decimals', () => {
  const law = fc.property(
    fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 }),
    fc.integer({ min: 0, max: 4 }),
    (value, decimals) => {
      const text = formatDecimal(value, decimals);
      assert.equal(parseDecimal(text, decimals), value === 0 ? 0 : value);
    },
  );
  fc.assert(law, { numRuns: 500 });
});

test('fractions that binary numbers cannot hold are exact', () => {
  assert.equal(parseDecimal('0.1', 2), 10);
  assert.equal(parseDecimal('0.29', 2), 29);
  assert.equal(parseDecimal('1.15', 2), 115);
  assert.equal(parseDecimal('8131.0', 1), 81_310);
  assert.equal(parseDecimal('-879.0', 1), -8_790);
  assert.equal(parseDecimal('-0.00', 2), 0);
  assert.equal(formatDecimal(5, 2), '0.05');
  assert.equal(formatDecimal(-5, 2), '-0.05');
});

test('digits beyond the unit are refused unless they are zeros', () => {
  assert.equal(parseDecimal('1.500', 2), 150);
  assert.equal(parseDecimal('1.505', 2), null);
});

test('nothing else is a number', () => {
  const others = ['', ' 1', '1 ', '1e3', 'NaN', 'Infinity', '1,5', '.5', '5.', '+1', '--1', '0x1'];
  for (const text of [...others, '12345678901234', '１', '1_000', '1.1234567890']) {
    assert.equal(parseDecimal(text, 2), null, text);
  }
});
