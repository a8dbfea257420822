import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPool, poolsOverlap, shortestLength } from './pool.ts';

const codes = (prefix: string, length: number, size: number) =>
  checkPool({ prefix, length, size }, '/coupons/0/codes').map(({ code, path }) => [code, path]);

test('a million codes need ten random symbols', () => {
  assert.equal(shortestLength(1), 6);
  assert.equal(shortestLength(1_000_000), 10);
  assert.equal(shortestLength(5_000_000), 11);
  assert.equal(shortestLength(1_152_921_504), 12);
  assert.equal(shortestLength(1_152_921_505), null);
});

test('law: the shortest length is allowed, one less is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1_152_921_504 }), (size) => {
      const length = shortestLength(size)!;
      assert.deepEqual(codes('SPR', length, size), []);
      if (length > 6) {
        const refused = [['code_pool_guessable', '/coupons/0/codes/length']];
        assert.deepEqual(codes('SPR', length - 1, size), refused);
      }
    }),
  );
});

test('the bound is met exactly: 1,125,899 codes of ten symbols, and no more', () => {
  assert.deepEqual(codes('', 10, 1_125_899), []);
  assert.deepEqual(codes('', 10, 1_125_900), [['code_pool_guessable', '/coupons/0/codes/length']]);
});

test('every mistake is told, with what to write instead', () => {
  assert.deepEqual(codes('SOMMER', 5, 0), [
    ['code_prefix', '/coupons/0/codes/prefix'],
    ['code_pool_size', '/coupons/0/codes/size'],
    ['code_length', '/coupons/0/codes/length'],
  ]);
  const fixOf = (prefix: string, size: number) =>
    checkPool({ prefix, length: 10, size }, '')[0]?.fix;
  assert.equal(fixOf('Sommer', 1), 'Write "S0MMER".');
  assert.match(fixOf('春节', 1)!, /at most 8/);
  assert.match(fixOf('ABCDEFGHJ', 1)!, /at most 8/);
  assert.equal(fixOf('', 2_000_000), 'Use a length of 11 or more.');
  assert.equal(fixOf('', 2_000_000_000), 'Make several pools.');
  for (const size of [-1, 1.5, Number.NaN]) assert.equal(codes('', 10, size).length, 1);
  for (const length of [13, 7.5, Number.NaN]) assert.equal(codes('', length, 1).length, 1);
});

test('pools overlap when a text could be a code of both', () => {
  const pool = (prefix: string, length: number) => ({ prefix, length, size: 1 });
  assert.equal(poolsOverlap(pool('AB', 10), pool('AB', 10)), true);
  assert.equal(poolsOverlap(pool('AB', 10), pool('ABC', 9)), true);
  assert.equal(poolsOverlap(pool('', 12), pool('ABC', 9)), true);
  assert.equal(poolsOverlap(pool('AB', 10), pool('AB', 11)), false);
  assert.equal(poolsOverlap(pool('AB', 10), pool('ABC', 10)), false);
  assert.equal(poolsOverlap(pool('AB', 10), pool('AC', 10)), false);
});
