/** Goal: points pay no more than the basket needs, in whole steps, and nothing is rounded away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { at, catalogueOf, effectsOf, outcome, Shop } from '../spec-shop.ts';
import type { ExchangePrice, FixedPrice } from './price.ts';
import { type Quote, quote } from './quote.ts';

const CASH = {
  id: 'cash',
  kind: 'discount',
  price: {
    points: 'star',
    exchange: { points: 100, money: '1.00' },
    step: 100,
    most: { amount: '8.00', share: '1/2' },
  },
};

test('a basket takes steps up to its share, the largest amount and the balance', () => {
  const shop = new Shop(CASH);
  const paid = (balance: number, basket: number, points: number | null = null) => {
    shop.balance = balance;
    shop.slices.clear();
    const step = shop.hold('r1', 'cash', '2026-11-22T10:00', { basket, points });
    if ('refusal' in step) return step.refusal.code;
    const [held] = step.effects;
    return held?.kind === 'held' ? [held.points, held.off] : null;
  };
  assert.deepEqual(paid(1_000, 1_099), [500, 500]);
  assert.deepEqual(paid(1_000, 1_999), [800, 800]);
  assert.deepEqual(paid(250, 5_000), [200, 200]);
  assert.deepEqual(paid(1_000, 5_000, 350), [300, 300]);
  assert.equal(paid(99, 5_000), 'points_insufficient');
  assert.equal(paid(1_000, 199), 'basket_too_small');
  assert.equal(paid(1_000, 0), 'basket_too_small');
  assert.equal(paid(1_000, 5_000, 99), 'points_below_step');
  const blind = shop.hold('r1', 'cash', '2026-11-22T10:00');
  assert.equal(outcome(blind), 'basket_needed');
});

test('a basket that changes between hold and commit takes fewer points, never more', () => {
  const shop = new Shop(CASH);
  const at = '2026-11-22T10:00';
  for (const id of ['less', 'more', 'none']) shop.hold(id, 'cash', at, { basket: 1_000 });
  const receipt = (id: string, basket: number) => {
    const [one] = effectsOf(shop.commit(id, at, { basket }));
    return one?.kind === 'redeemed' ? [one.points, one.released, one.off] : null;
  };
  assert.deepEqual(receipt('less', 650), [300, 200, 300]);
  assert.deepEqual(receipt('more', 9_000), [500, 0, 500]);
  assert.equal(outcome(shop.commit('none', at, { basket: 0 })), 'basket_too_small');
  assert.equal(outcome(shop.commit('none', at)), 'basket_needed');
  assert.equal(shop.slices.get('anna')?.find((one) => one.id === 'none')?.state, 'held');
});

test('a discount worth more than the basket costs as many points as its used part', () => {
  const five = { id: 'five', kind: 'discount', worth: '5.00' };
  const shop = new Shop({ ...five, price: { points: 'star', amount: 300 } });
  const [held] = effectsOf(shop.hold('r1', 'five', '2026-11-22T10:00', { basket: 333 }));
  assert.ok(held?.kind === 'held');
  assert.deepEqual([held.points, held.off], [200, 333]);
  const [receipt] = effectsOf(shop.commit('r1', '2026-11-22T10:01', { basket: 4_000 }));
  assert.ok(receipt?.kind === 'redeemed');
  assert.deepEqual([receipt.points, receipt.off], [200, 333]);
});

test('an exchange that is not even steps by the fewest points worth a whole amount', () => {
  const price = { points: 'star', exchange: { points: 300, money: '2.00' } };
  const { rewards } = catalogueOf({ id: 'cash', kind: 'discount', price });
  const compiled = rewards.get('cash')?.price as ExchangePrice;
  assert.deepEqual(compiled.step, { points: 3, money: 2 });
});

test('a limit of points leaves what it leaves', () => {
  const limits = { perMember: [{ points: 450, per: 'P1M' }] };
  const shop = new Shop({ ...CASH, limits });
  const [held] = effectsOf(shop.hold('r1', 'cash', '2026-11-22T10:00', { basket: 5_000 }));
  assert.ok(held?.kind === 'held' && held.points === 400);
  shop.counted.set(
    `reward:cash:points:P1M ${shop.catalogue.zone.dayOf(at('2026-11-01T00:00'))}`,
    400,
  );
  assert.equal(
    outcome(shop.hold('r2', 'cash', '2026-11-22T10:00', { basket: 5_000 })),
    'reward_limit_reached',
  );
});

const amount = fc.integer({ min: 0, max: 1_000_000 });
const share = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }))
  .map(([a, b]) => ({ num: Math.min(a, b), den: Math.max(a, b) }));
const exchange: fc.Arbitrary<ExchangePrice> = fc.record({
  kind: fc.constant('exchange' as const),
  currency: fc.constant('star'),
  step: fc.record({
    points: fc.integer({ min: 1, max: 5_000 }),
    money: fc.integer({ min: 1, max: 5_000 }),
  }),
  most: fc.option(amount),
  share,
});

/** Whether a number of steps breaks no bound. */
function allowed(price: ExchangePrice, steps: number, basket: number, points: number): boolean {
  const { step, most, share } = price;
  const off = steps * step.money;
  const inShare = BigInt(off) * BigInt(share.den) <= BigInt(basket) * BigInt(share.num);
  return steps * step.points <= points && inShare && (most === null || off <= most);
}

test('law: whole steps within every bound, and one more would break one', () => {
  const law = fc.property(exchange, amount, amount, (price, basket, points) => {
    const found = quote(price, { basket, wanted: null, points });
    const steps = 'code' in found ? 0 : found.points / price.step.points;
    assert.ok(Number.isInteger(steps) && allowed(price, steps, basket, points));
    assert.ok(!allowed(price, steps + 1, basket, points));
    if (!('code' in found)) assert.equal(found.off, steps * price.step.money);
  });
  fc.assert(law, { numRuns: 500 });
});

const fixed: fc.Arbitrary<FixedPrice> = fc.record({
  kind: fc.constant('fixed' as const),
  currency: fc.constant('star'),
  points: fc.integer({ min: 1, max: 1_000_000 }),
  money: fc.constant(0),
  worth: fc.integer({ min: 1, max: 1_000_000 }),
});

test('law: a discount takes at most the basket, at its own rate or a point dearer', () => {
  const law = fc.property(fixed, fc.integer({ min: 1, max: 2_000_000 }), (price, basket) => {
    const found = quote(price, { basket, wanted: null, points: price.points }) as Quote;
    assert.equal(found.off, Math.min(basket, price.worth));
    const exact = found.points * price.worth - price.points * found.off;
    assert.ok(exact >= 0 && exact < price.worth && found.points <= price.points);
  });
  fc.assert(law, { numRuns: 500 });
});
