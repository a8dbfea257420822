/** Goal: the catalogue shows what can be had, what is near, and everything that is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, outcome, Shop } from '../spec-shop.ts';
import { redeemable } from './redeemable.ts';

const goods = (id: string, amount: number, more: object = {}) => ({
  id,
  kind: 'goods',
  price: { points: 'star', amount },
  ...more,
});

const SHOP = [
  goods('pen', 100),
  goods('bag', 900),
  goods('kettle', 1_250),
  goods('lamp', 1_249),
  goods('bike', 5_000),
  goods('lounge', 2_000, { tiers: { status: ['gold'] } }),
  goods('old', 10, { during: { to: '2026-10-31' } }),
  goods('soon', 10, { during: { from: '2026-12-01' } }),
  goods('gone', 10, { stock: { total: 1 } }),
  goods('once', 10, { limits: { perMember: [{ times: 1, per: 'P1M' }] } }),
  goods('there', 10, { stock: { perStore: { S1: 3 } } }),
  goods('vip', 10, { when: '"vip" in member.tags' }),
];

function shown(shop: Shop, when = '2026-11-22T10:00', store: string | null = null) {
  return redeemable(shop.catalogue, shop.standing(at(when), store)).map(
    ({ reward, state, short, missing }) =>
      [reward, state, short, ...missing.map((one) => one.code)].join(' '),
  );
}

test('now, the dearest first; nearly, the nearest first; then what lacks least', () => {
  const shop = new Shop(...SHOP);
  shop.hold('r1', 'gone', '2026-11-20T10:00', { member: 'bo' });
  shop.hold('r2', 'once', '2026-11-20T10:00');
  assert.deepEqual(shown(shop), [
    'bag now 0',
    'pen now 0',
    'lamp nearly 249',
    'kettle nearly 250',
    'bike not-yet 4000',
    'soon not-yet 0 reward_not_begun',
    'gone not-yet 0 reward_out_of_stock',
    'once not-yet 0 reward_limit_reached',
    'there not-yet 0 store_needed',
    'vip not-yet 0 reward_not_for_member',
    'lounge not-yet 1000 reward_not_for_level',
  ]);
});

test('what is shown as now can be held, and nothing else', () => {
  const shop = new Shop(...SHOP);
  shop.hold('r1', 'gone', '2026-11-20T10:00', { member: 'bo' });
  for (const [level, store] of [
    ['member', null],
    ['gold', 'S1'],
    ['gold', 'S2'],
  ] as const) {
    shop.level = level;
    shop.tags = level === 'gold' ? ['vip'] : [];
    const standing = shop.standing(at('2026-11-22T10:00'), store);
    for (const { reward, state } of redeemable(shop.catalogue, standing)) {
      const trial = new Shop(...SHOP);
      Object.assign(trial, { level, tags: shop.tags, balance: shop.balance });
      for (const [key, units] of shop.taken) trial.taken.set(key, units);
      const step = trial.hold('x', reward, '2026-11-22T10:00', { store });
      assert.equal(outcome(step) === 'ok', state === 'now', reward);
    }
  }
});

test('the limit of a month begins anew with the next month, in local time', () => {
  const shop = new Shop(goods('once', 10, { limits: { perMember: [{ times: 1, per: 'P1M' }] } }));
  shop.hold('r1', 'once', '2026-11-30T23:59');
  assert.equal(outcome(shop.hold('r2', 'once', '2026-11-30T23:59')), 'reward_limit_reached');
  assert.equal(outcome(shop.hold('r3', 'once', '2026-12-01T00:00')), 'ok');
});

test('both days of `during` belong to it', () => {
  const shop = new Shop(goods('bag', 10, { during: { from: '2026-11-01', to: '2026-11-11' } }));
  const hold = (when: string) => outcome(shop.hold(when, 'bag', when));
  assert.equal(hold('2026-10-31T23:59'), 'reward_not_begun');
  assert.equal(hold('2026-11-01T00:00'), 'ok');
  assert.equal(hold('2026-11-11T23:59'), 'ok');
  assert.equal(hold('2026-11-12T00:00'), 'reward_over');
});

test('a store has its own units beside those of all', () => {
  const stock = { total: 3, perStore: { S1: 1, S2: 2 } };
  const shop = new Shop(goods('bag', 10, { stock }));
  const hold = (id: string, store: string | null) =>
    outcome(shop.hold(id, 'bag', '2026-11-22T10:00', { store }));
  assert.equal(hold('r1', 'S1'), 'ok');
  assert.equal(hold('r2', 'S1'), 'reward_out_of_stock');
  assert.equal(hold('r3', 'S2'), 'ok');
  assert.equal(hold('r4', 'S3'), 'reward_not_in_store');
  assert.equal(hold('r5', null), 'store_needed');
  assert.deepEqual(Object.fromEntries(shop.taken), {
    'stock:bag': 2,
    'stock:bag@S1': 1,
    'stock:bag@S2': 1,
  });
});
