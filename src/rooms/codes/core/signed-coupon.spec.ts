import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeCoupon } from './judge-coupon.ts';
import { isRefused } from './refused.ts';
import { readCoupon, type SignedCoupon, writeCoupon, writeSignedPart } from './signed-coupon.ts';

const COUPON: SignedCoupon = {
  key: 'K1',
  coupon: 'SPR7K3M9QX4TZ9',
  definition: 'spring-10',
  memberId: 123,
  from: Date.UTC(2026, 10, 1),
  until: Date.UTC(2026, 11, 1),
  selective: false,
  minimum: 5000,
  value: { kind: 'percent', hundredths: 1000, rounding: 'down', cap: 2000 },
};
const signature = Uint8Array.from({ length: 64 }, (_, index) => index);

test('law: what was written is read back, in small letters too', () => {
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
  const coupons = fc.record({
    coupon: fc.stringMatching(/^[0-9A-Z-]{1,40}$/),
    definition: fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/),
    memberId: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
    selective: fc.boolean(),
    minimum: fc.nat(1_000_000),
  });
  fc.assert(
    fc.property(coupons, seconds, seconds, (fields, from, lasting) => {
      const times = { from: from * 1000, until: (from + lasting + 1) * 1000 };
      const coupon = { ...COUPON, ...fields, ...times };
      const text = writeCoupon(writeSignedPart(coupon), signature);
      const read = readCoupon(` ${text.toLowerCase()}\n`);
      assert.ok(!isRefused(read));
      assert.deepEqual(read.coupon, coupon);
      assert.deepEqual(read.signature, signature);
      assert.equal(String.fromCharCode(...read.signed), writeSignedPart(coupon));
    }),
  );
});

test('parts of a second never make a coupon hold longer', () => {
  const part = writeSignedPart({ ...COUPON, from: 1_001, until: 9_999 });
  assert.match(part, /\.2\.9\./);
});

test('every field that is not in its only spelling is refused', () => {
  const good = writeCoupon(writeSignedPart(COUPON), signature).split('.');
  const wrong: readonly (readonly [number, string])[] = [
    [0, 'HS2'],
    [1, ''],
    [1, 'TOOLONGID'],
    [2, ''],
    [2, 'A_B'],
    [3, '1A'],
    [4, 'M0'],
    [4, 'M9999999999999999'],
    [4, 'X'],
    [5, '01'],
    [5, '-1'],
    [5, good[6]!],
    [6, '999999999999'],
    [7, 'B'],
    [8, ''],
    [8, '1E3'],
    [9, 'Z1'],
    [10, good[10]!.slice(1)],
    [10, `${good[10]}0`],
    [10, `O${good[10]!.slice(1)}`],
  ];
  for (const [place, field] of wrong) {
    const read = readCoupon(good.with(place, field).join('.'));
    assert.ok(isRefused(read), `${place}: ${field}`);
    assert.equal(read.problem.code, 'code_unreadable');
  }
  assert.ok(isRefused(readCoupon(`${good.join('.')}.X`)));
  assert.ok(isRefused(readCoupon('')));
});

test('a coupon holds from its first moment to before its last, for its member and basket', () => {
  const shown = { at: COUPON.from, memberId: 123, basket: 5000, eligible: null };
  const codeOf = (change: object) => judgeCoupon(COUPON, { ...shown, ...change })?.problem.code;
  assert.equal(codeOf({}), undefined);
  assert.equal(codeOf({ at: COUPON.until - 1 }), undefined);
  assert.equal(codeOf({ at: COUPON.from - 1 }), 'coupon_not_started');
  assert.equal(codeOf({ at: COUPON.until }), 'coupon_ended');
  assert.equal(codeOf({ memberId: 124 }), 'coupon_not_yours');
  assert.equal(codeOf({ memberId: null }), 'coupon_not_yours');
  assert.equal(codeOf({ basket: 4999 }), 'coupon_below_minimum');
  const bearer = { ...COUPON, memberId: null };
  assert.equal(judgeCoupon(bearer, { ...shown, memberId: null }), null);
});

test('a coupon for some goods is judged by what they come to, and needs its definition', () => {
  const some = { ...COUPON, selective: true };
  const shown = { at: COUPON.from, memberId: 123, basket: 9000 };
  const codeOf = (eligible: number | null) =>
    judgeCoupon(some, { ...shown, eligible })?.problem.code;
  assert.equal(codeOf(5000), undefined);
  assert.equal(codeOf(4999), 'coupon_below_minimum');
  assert.equal(codeOf(null), 'coupon_definition_missing');
});
