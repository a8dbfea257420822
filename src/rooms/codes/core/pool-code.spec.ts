import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countUp, numberAt, readPoolCode, writePoolCode } from './pool-code.ts';

const pool = (length: number, prefix = 'SPR') => ({ prefix, length, size: 1 });

test('law: what was written is read back, for every length', () => {
  const lengths = fc.integer({ min: 6, max: 12 });
  fc.assert(
    fc.property(lengths, fc.maxSafeNat(), (length, number) => {
      const within = number % 32 ** Math.min(length, 10);
      const { left, right } = countUp(within, 1, pool(length));
      const code = writePoolCode(pool(length), left[0]!, right[0]!);
      assert.equal(code.length, 3 + length + 1);
      const read = readPoolCode(pool(length), code);
      assert.deepEqual(read, { left, right });
      assert.equal(numberAt(read!, 0, pool(length)), within);
    }),
  );
});

test('the symbols are the digits of the number in base 32', () => {
  for (const length of [6, 7, 11, 12]) {
    const { left, right } = countUp(32 ** 5 - 2, 3, pool(length, ''));
    const bodies = [0, 1, 2].map((index) =>
      writePoolCode(pool(length, ''), left[index]!, right[index]!).slice(0, -1),
    );
    const zeros = (count: number) => '0'.repeat(length - count);
    assert.deepEqual(bodies, [`${zeros(5)}ZZZZY`, `${zeros(5)}ZZZZZ`, `${zeros(6)}100000`]);
  }
});

test('another prefix, another length, a wrong digit: not of this pool', () => {
  const code = writePoolCode(pool(10), 1, 2);
  assert.notEqual(readPoolCode(pool(10), code), null);
  assert.equal(readPoolCode(pool(10, 'SPX'), code), null);
  assert.equal(readPoolCode(pool(9), code), null);
  const last = code.endsWith('0') ? '1' : '0';
  assert.equal(readPoolCode(pool(10), code.slice(0, -1) + last), null);
  assert.equal(readPoolCode(pool(10), code.toLowerCase()), null);
});
