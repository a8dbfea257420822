/** Goal: a reward is held, spent, handed over and taken back as promised, each at most once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, catalogueOf, effectsOf, outcome, Shop } from '../spec-shop.ts';
import { commit } from './commit.ts';
import { fulfil } from './fulfil.ts';
import { voidHeld } from './release.ts';
import { rollBack } from './rollback.ts';
import { dueOf } from './settle.ts';

const BAG = { id: 'bag', kind: 'goods', price: { points: 'star', amount: 500 } };
const LAST = { ...BAG, stock: { total: 1 } };
const NOBODY = { store: null, operator: null };

test('held, committed, ready in the store, collected: each step once, with who and where', () => {
  const shop = new Shop({ ...BAG, collectWithin: 'P14D' });
  const [held] = effectsOf(shop.hold('r1', 'bag', '2026-11-22T10:00', { store: 'S1' }));
  assert.deepEqual(held, {
    ...{ kind: 'held', id: 'r1', reward: 'bag', at: at('2026-11-22T10:00'), currency: 'star' },
    ...{ points: 500, money: 0, off: 0, until: at('2026-11-22T10:15'), stock: [] },
  });
  const receipt = effectsOf(shop.commit('r1', '2026-11-22T10:05', { store: 'S1', operator: 'li' }));
  assert.deepEqual(receipt, [
    {
      ...{ kind: 'redeemed', id: 'r1', reward: 'bag', what: 'goods', at: at('2026-11-22T10:05') },
      ...{ currency: 'star', points: 500, released: 0, money: 0, off: 0, state: 'reserved' },
      ...{ store: 'S1', operator: 'li' },
    },
  ]);
  assert.equal(outcome(shop.commit('r1', '2026-11-22T10:06')), 'redemption_committed');
  const move = (to: 'to-collect' | 'used' | 'shipped', when: string, store: string | null) =>
    shop.step(
      (state, now) =>
        fulfil(shop.catalogue.zone, state, { id: 'r1', to, store, operator: 'wu' }, now),
      when,
    );
  assert.equal(outcome(move('shipped', '2026-11-23T10:00', null)), 'fulfilment_not_allowed');
  assert.equal(outcome(move('to-collect', '2026-11-23T10:00', 'S2')), 'ok');
  assert.equal(outcome(move('used', '2026-11-24T10:00', 'S1')), 'other_store');
  assert.deepEqual(effectsOf(move('used', '2026-11-24T10:00', 'S2')), [
    {
      ...{ kind: 'moved', id: 'r1', reward: 'bag', at: at('2026-11-24T10:00') },
      ...{ from: 'to-collect', to: 'used', store: 'S2', operator: 'wu' },
    },
  ]);
  assert.equal(outcome(move('used', '2026-11-24T10:01', 'S2')), 'fulfilment_not_allowed');
});

test('a hold has its unit: the last one is gone for others, and the commit finds it', () => {
  const shop = new Shop(LAST);
  assert.equal(outcome(shop.hold('r1', 'bag', '2026-11-22T10:00')), 'ok');
  const second = () => shop.hold('r2', 'bag', '2026-11-22T10:01', { member: 'bo' });
  assert.equal(outcome(second()), 'reward_out_of_stock');
  assert.equal(outcome(shop.commit('r1', '2026-11-22T10:14')), 'ok');
  assert.equal(outcome(second()), 'reward_out_of_stock');
  const back = () =>
    shop.step(
      (state, now) => rollBack(state, { id: 'r1', restock: false, ...NOBODY }, now),
      '2026-11-22T11:00',
    );
  const [returned] = effectsOf(back());
  assert.ok(returned?.kind === 'returned');
  assert.deepEqual(returned.paid, [{ lot: 'lot-1', amount: 500, endsAt: null }]);
  assert.equal(outcome(back()), 'redemption_not_open');
  assert.equal(outcome(second()), 'ok');
});

test('a hold that runs out frees points and unit, whenever that is noticed', () => {
  const shop = new Shop(LAST);
  shop.hold('r1', 'bag', '2026-11-22T10:00');
  assert.equal(dueOf(shop.slices.get('anna')), at('2026-11-22T10:15'));
  assert.equal(outcome(shop.commit('r1', '2026-11-22T10:15')), 'redemption_not_open');
  const lapsed = shop.effects.at(-1);
  assert.ok(lapsed?.kind === 'released');
  assert.deepEqual([lapsed.why, lapsed.at, lapsed.points], ['lapsed', at('2026-11-22T10:15'), 500]);
  assert.equal(shop.taken.get('stock:bag'), 0);
  assert.equal(dueOf(shop.slices.get('anna')), null);
});

test('a void frees it once; only what is held is voided, only what is spent rolled back', () => {
  const shop = new Shop(BAG);
  shop.hold('r1', 'bag', '2026-11-22T10:00');
  const undo = (when: string) => shop.step((state, now) => voidHeld(state, 'r1', now), when);
  const rollback = (when: string) =>
    shop.step((state, now) => rollBack(state, { id: 'r1', restock: true, ...NOBODY }, now), when);
  assert.equal(outcome(rollback('2026-11-22T10:01')), 'redemption_not_committed');
  assert.equal(outcome(undo('2026-11-22T10:02')), 'ok');
  assert.equal(outcome(undo('2026-11-22T10:03')), 'redemption_not_open');
  shop.hold('r1', 'bag', '2026-11-22T11:00');
  shop.commit('r1', '2026-11-22T11:01');
  assert.equal(outcome(undo('2026-11-22T11:02')), 'redemption_committed');
});

test('points and money: both are taken, and the money must be the one that was promised', () => {
  const shop = new Shop({ ...BAG, price: { points: 'star', amount: 300, money: '9.90' } });
  const [held] = effectsOf(shop.hold('r1', 'bag', '2026-11-22T10:00'));
  assert.ok(held?.kind === 'held' && held.money === 990 && held.points === 300);
  assert.equal(outcome(shop.commit('r1', '2026-11-22T10:01')), 'money_differs');
  assert.equal(outcome(shop.commit('r1', '2026-11-22T10:01', { paid: 999 })), 'money_differs');
  assert.equal(outcome(shop.commit('r1', '2026-11-22T10:01', { paid: 990 })), 'ok');
});

test('what nobody collects in time goes back by itself, with its points and its unit', () => {
  const shop = new Shop({ ...LAST, collectWithin: 'P14D' });
  shop.hold('r1', 'bag', '2026-11-01T10:00');
  shop.commit('r1', '2026-11-01T10:00');
  const ready = { id: 'r1', to: 'to-collect', store: 'S1', operator: null } as const;
  shop.step((state, now) => fulfil(shop.catalogue.zone, state, ready, now), '2026-11-02T09:00');
  assert.equal(shop.slice('anna', at('2026-11-16T08:59'))?.length, 1);
  assert.equal(shop.slice('anna', at('2026-12-30T00:00')), undefined);
  const returned = shop.effects.at(-1);
  assert.ok(returned?.kind === 'returned');
  assert.deepEqual(
    [returned.why, returned.at, returned.paid[0]?.amount, shop.taken.get('stock:bag')],
    ['not-collected', at('2026-11-16T09:00'), 500, 0],
  );
});

test('a parcel is assumed to have arrived when it can no longer come back', () => {
  const shop = new Shop({ ...BAG, fulfil: ['collect', 'ship'], rollback: 'P10D' });
  shop.hold('r1', 'bag', '2026-11-01T10:00');
  assert.equal(outcome(shop.commit('r1', '2026-11-01T10:00')), 'fulfilment_unknown');
  shop.commit('r1', '2026-11-01T10:00', { fulfil: 'ship' });
  const sent = { id: 'r1', to: 'shipped', store: null, operator: null } as const;
  shop.step((state, now) => fulfil(shop.catalogue.zone, state, sent, now), '2026-11-02T09:00');
  assert.equal(shop.slice('anna', at('2026-11-11T10:00')), undefined);
  const moved = shop.effects.at(-1);
  assert.ok(moved?.kind === 'moved' && moved.to === 'used');
});

test('what was promised stays promised when the reward is edited or removed', () => {
  const coupon = { kind: 'coupon', gives: [{ coupon: 'free-coffee' }] };
  const shop = new Shop({ ...BAG, ...coupon });
  shop.hold('r1', 'bag', '2026-11-22T10:00');
  shop.hold('r2', 'bag', '2026-11-22T10:00');
  shop.catalogue = catalogueOf({ ...BAG, price: { points: 'star', amount: 900 } });
  const edited = shop.commit('r1', '2026-11-22T10:01');
  const [receipt] = effectsOf(edited);
  assert.ok(receipt?.kind === 'redeemed' && receipt.points === 500 && receipt.what === 'coupon');
  assert.deepEqual('grants' in edited && edited.grants, [{ coupon: 'free-coffee' }]);
  shop.catalogue = catalogueOf();
  assert.equal(outcome(shop.commit('r2', '2026-11-22T10:01')), 'ok');
  assert.equal(outcome(shop.hold('r3', 'bag', '2026-11-22T10:02')), 'reward_unknown');
  const taken = { id: 'r2', restock: false, ...NOBODY };
  const [returned] = effectsOf(
    shop.step((state, now) => rollBack(state, taken, now), '2026-12-22T10:00'),
  );
  assert.ok(returned?.kind === 'returned');
  assert.deepEqual(returned.gave, [{ coupon: 'free-coffee' }]);
});

test('a donation is given for good; a thing handed over comes back only in its time', () => {
  const gift = { id: 'gift', kind: 'donation', price: { points: 'star', amount: 100 } };
  const shop = new Shop(gift, BAG);
  const rollback = (id: string, when: string) =>
    shop.step((state, now) => rollBack(state, { id, restock: false, ...NOBODY }, now), when);
  shop.hold('g', 'gift', '2026-11-01T10:00');
  shop.commit('g', '2026-11-01T10:01');
  assert.equal(outcome(rollback('g', '2026-11-01T10:02')), 'redemption_not_open');
  for (const id of ['handed', 'waits']) {
    shop.hold(id, 'bag', '2026-11-01T11:00');
    shop.commit(id, '2026-11-01T11:00');
  }
  const used = { id: 'handed', to: 'used', ...NOBODY } as const;
  shop.step((state, now) => fulfil(shop.catalogue.zone, state, used, now), '2026-11-02T09:00');
  assert.equal(outcome(rollback('handed', '2026-12-01T11:00')), 'redemption_not_open');
  assert.equal(outcome(rollback('waits', '2027-03-01T00:00')), 'ok');
});

test('a discount that went with a purchase is given back by its return, not by a rollback', () => {
  const off = { id: 'five-off', kind: 'discount', worth: '5.00', price: BAG.price };
  const shop = new Shop(off);
  shop.hold('r1', 'five-off', '2026-11-01T10:00', { basket: 2_000 });
  const [receipt] = effectsOf(
    shop.commit('r1', '2026-11-01T10:01', { basket: 2_000, withPurchase: true }),
  );
  assert.ok(receipt?.kind === 'redeemed' && receipt.off === 500);
  assert.equal(shop.slices.get('anna'), undefined);
});

test('a step does not do what is over, also when nobody has noticed yet', () => {
  const shop = new Shop(BAG);
  const { zone } = shop.catalogue;
  shop.hold('r1', 'bag', '2026-11-01T10:00');
  const said = { id: 'r1', basket: null, paid: null, fulfil: null, withPurchase: false, ...NOBODY };
  const over = at('2026-11-01T10:15');
  assert.equal(outcome(commit(zone, shop.slices.get('anna'), said, over)), 'redemption_not_open');
  assert.equal(outcome(voidHeld(shop.slices.get('anna'), 'r1', over)), 'redemption_not_open');
  assert.equal(outcome(commit(zone, shop.slices.get('anna'), said, over - 1)), 'ok');
  shop.commit('r1', '2026-11-01T10:00');
  const used = { id: 'r1', to: 'used', ...NOBODY } as const;
  shop.step((state, now) => fulfil(zone, state, used, now), '2026-11-02T09:00');
  const late = { id: 'r1', restock: false, ...NOBODY };
  const end = at('2026-12-01T10:00');
  assert.equal(outcome(rollBack(shop.slices.get('anna'), late, end)), 'rollback_too_late');
  assert.equal(outcome(rollBack(shop.slices.get('anna'), late, end - 1)), 'ok');
});

test('what is handed over after its time is over at once', () => {
  const shop = new Shop(BAG);
  shop.hold('r1', 'bag', '2026-11-01T10:00');
  shop.commit('r1', '2026-11-01T10:00');
  const used = { id: 'r1', to: 'used', ...NOBODY } as const;
  shop.step((state, now) => fulfil(shop.catalogue.zone, state, used, now), '2026-12-24T10:00');
  assert.equal(shop.slices.get('anna'), undefined);
});

test('the unit of what was handed over is free again only when somebody says so', () => {
  const shop = new Shop({ ...BAG, stock: { total: 5 } });
  for (const [id, restock] of [
    ['broken', false],
    ['sound', true],
  ] as const) {
    shop.hold(id, 'bag', '2026-11-01T10:00');
    shop.commit(id, '2026-11-01T10:00');
    const used = { id, to: 'used', ...NOBODY } as const;
    shop.step((state, now) => fulfil(shop.catalogue.zone, state, used, now), '2026-11-02T10:00');
    const said = { id, restock, ...NOBODY };
    shop.step((state, now) => rollBack(state, said, now), '2026-11-03T10:00');
  }
  assert.equal(shop.taken.get('stock:bag'), 1);
});

test('what falls due is told in the order of its moments', () => {
  const shop = new Shop({ ...BAG, hold: 'PT2H' }, { ...BAG, id: 'pen', hold: 'PT1H' });
  shop.hold('r1', 'bag', '2026-11-01T10:00');
  shop.hold('r2', 'pen', '2026-11-01T10:00');
  shop.slice('anna', at('2026-11-02T10:00'));
  assert.deepEqual(
    shop.effects.filter((one) => one.kind === 'released').map((one) => [one.id, one.at]),
    [
      ['r2', at('2026-11-01T11:00')],
      ['r1', at('2026-11-01T12:00')],
    ],
  );
});

test('nobody has more than a hundred open', () => {
  const shop = new Shop(BAG);
  for (let n = 0; n < 100; n++) shop.hold(`r${n}`, 'bag', '2026-11-01T10:00');
  assert.equal(outcome(shop.hold('more', 'bag', '2026-11-01T10:00')), 'redemptions_too_many');
});
