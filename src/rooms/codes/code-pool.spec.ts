import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CodePool } from './code-pool.ts';
import { ALPHABET } from './core/alphabet.ts';
import { hasCheckDigit } from './core/check-digit.ts';

const key = Buffer.alloc(32, 7);
const pool = { prefix: 'SPR', length: 10, size: 100_000 };

function codesOf(codes: CodePool, from: number, to: number): string[] {
  return [...codes.batches(from, to)].flat();
}

test('20,000 codes: all different, of the alphabet, with prefix and check digit', () => {
  const codes = codesOf(new CodePool(pool, key), 0, 20_000);
  assert.equal(codes.length, 20_000);
  assert.equal(new Set(codes).size, 20_000);
  for (const code of codes) {
    assert.match(code, /^SPR[0-9A-HJKMNP-TV-Z]{11}$/);
    assert.ok(hasCheckDigit(code));
  }
});

test('in pieces or at once, now or later: the same number has the same code', () => {
  const codes = new CodePool(pool, key);
  const all = codesOf(codes, 0, 10_000);
  const again = new CodePool(pool, Buffer.from(key));
  assert.deepEqual([...codesOf(again, 0, 7), ...codesOf(again, 7, 10_000)], all);
  assert.equal(again.at(4_096), all[4_096]);
  assert.deepEqual([...codes.batches(5, 5)], []);
});

test('law: a code tells its number under its key, for every length', () => {
  const sizes = [1, 34, 1_099, 35_184, 1_125_899, 36_028_797, 1_152_921_504];
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 12 }), fc.nat(), (length, choice) => {
      const size = sizes[length - 6]!;
      const codes = new CodePool({ prefix: '', length, size }, key);
      const number = choice % size;
      assert.equal(codes.numberOf(codes.at(number)), number);
    }),
  );
});

test('law: guessed codes with right check digits are not of the pool', () => {
  const codes = new CodePool(pool, key);
  const other = new CodePool(pool, Buffer.alloc(32, 8));
  for (const guess of codesOf(other, 0, 2_000)) assert.equal(codes.numberOf(guess), null);
  assert.equal(codes.numberOf('SPR'), null);
  const smaller = new CodePool({ ...pool, size: 10 }, key);
  assert.equal(smaller.numberOf(codes.at(9)), 9);
  assert.equal(smaller.numberOf(codes.at(10)), null);
});

test('every symbol is as likely at every place: chi-squared over 20,000 codes', () => {
  const codes = codesOf(new CodePool(pool, key), 0, 20_000);
  for (let place = 3; place < 13; place++) {
    const counts = new Map([...ALPHABET].map((symbol) => [symbol, 0]));
    for (const code of codes) counts.set(code[place]!, counts.get(code[place]!)! + 1);
    const expected = codes.length / 32;
    let sum = 0;
    for (const count of counts.values()) sum += (count - expected) ** 2 / expected;
    // 31 degrees of freedom: 80 is passed by chance once in 200,000 times.
    assert.ok(sum < 80, `place ${place}: ${sum}`);
  }
});

test('neighbours in number have nothing in common', () => {
  const codes = codesOf(new CodePool(pool, key), 0, 20_000);
  let same = 0;
  for (let index = 1; index < codes.length; index++) {
    for (let place = 3; place < 13; place++) {
      if (codes[index]![place] === codes[index - 1]![place]) same++;
    }
  }
  // One in 32 of 199,990 pairs, with six standard deviations on either side.
  assert.ok(Math.abs(same - 6_250) < 470, `${same}`);
});

test('what was not checked before is a mistake of ours', () => {
  assert.throws(() => new CodePool({ ...pool, length: 8 }, key), /checked before/);
  assert.throws(() => new CodePool(pool, Buffer.alloc(16)), /32 bytes/);
  const codes = new CodePool(pool, key);
  for (const number of [-1, 100_000, 0.5]) assert.throws(() => codes.at(number), /that it has/);
});
