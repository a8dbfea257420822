// Goal: no basket and no set of coupons takes more than there is to pay, loses a cent in a split,
// or gives another answer the second time. Method: random baskets, coupons of every kind and lane.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { book, books, factsOf, line, moment } from '../../../../test/coupons/given.ts';
import { toPay } from './basket.ts';
import { priceCoupons } from './price.ts';

const AT = moment('2026-06-01 12:00');
const sku = fc.constantFrom('tea', 'mug', 'pot');
const amount = fc.integer({ min: 1, max: 20_000 }).map((cents) => (cents / 100).toFixed(2));

const take = fc.oneof(
  fc.record({ amount }),
  fc.record({ percent: fc.integer({ min: 1, max: 100 }), round: fc.constantFrom('down', 'up') }),
  fc.record({ price: amount, pieces: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ gift: sku, quantity: fc.integer({ min: 1, max: 3 }), worth: amount }),
  fc.record({ delivery: fc.constant('free') }),
  fc.record({ privilege: fc.constant('Wrapping') }),
);
const choose = fc.constantFrom('all', 'best', 'first');
const couponSets = fc.record({
  couponLanes: fc.tuple(choose, choose).map(([a, b]) => [
    { id: 'a', choose: a },
    { id: 'b', choose: b },
  ]),
  coupons: fc
    .array(fc.record({ take, lane: fc.constantFrom('a', 'b'), for: fc.array(sku) }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((list) =>
      list.map(({ for: products, ...one }, index) => ({
        id: `c${index}`,
        code: `CODE${index}`,
        ...one,
        ...(products.length > 0 && { for: { products } }),
        paidBy: [
          { by: 'shop', percent: 37 },
          { by: 'brand', percent: 63 },
        ],
      })),
    ),
});
const baskets = fc.array(
  fc
    .tuple(sku, fc.nat(50_000), fc.nat(9_999), fc.nat(9_999), fc.integer({ min: 1, max: 5 }))
    .map(([sku, gross, off, paid, quantity]) => {
      const discount = Math.min(off, gross);
      return { sku, gross, discount, byReward: Math.min(paid, gross - discount), quantity };
    }),
  { maxLength: 6 },
);

test('coupons never take more than there is to pay, and every sum is whole', () => {
  fc.assert(
    fc.property(couponSets, baskets, fc.nat(2_000), (sections, basket, shipping) => {
      const now = book(sections);
      const lines = basket.map((one, index) => line({ ...one, line: String(index) }));
      const facts = Object.freeze(factsOf({ at: AT, book: now, lines, shipping }));
      const names = sections.coupons.map(({ code }) => code);
      const asked = { names, basket: null, at: AT, facts };
      const priced = priceCoupons(books(now), undefined, asked);
      const off = new Map<string, number>();
      let delivery = 0;
      for (const { take } of priced.takes) {
        const parts = take.lines.reduce((sum, [, part]) => sum + part, take.delivery);
        assert.equal(take.off, parts);
        const payers = take.paidBy.reduce((sum, [, part]) => sum + part, 0);
        assert.equal(payers, take.off + take.worth);
        for (const [id, part] of take.lines) {
          assert.ok(Number.isSafeInteger(part) && part > 0);
          off.set(id, (off.get(id) ?? 0) + part);
        }
        delivery += take.delivery;
      }
      for (const one of lines) assert.ok((off.get(one.line) ?? 0) <= toPay(one));
      assert.ok(delivery <= shipping);
      assert.equal(priced.takes.length + priced.refused.length, names.length);
      assert.deepEqual(priceCoupons(books(now), undefined, asked), priced);
    }),
    { numRuns: 300 },
  );
});
