/** Goal: a granted benefit is there for its time and its uses, as promised, and then no longer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, benefitsOf, Member, outcome } from '../spec-member.ts';
import { dueOf, takeBack, withdraw } from './lapse.ts';
import { see } from './see.ts';
import { tally } from './tally.ts';
import { use } from './use.ts';

const WARRANTY = {
  id: 'warranty',
  on: 'purchase',
  when: 'purchase.lines.exists(l, l.category == "appliance")',
  window: 'PT24H',
  gives: { used: [{ coupon: 'warranty-1y' }] },
  cost: '12.50',
};
const line = (category: string) => ({
  ...{ category, categories: [category], quantity: 1, gross: 100, discount: 0, voided: false },
});

test('within 24 hours of buying an appliance, and not a moment later', () => {
  const anna = new Member(WARRANTY);
  assert.deepEqual(anna.happen('purchase', '2026-11-22T10:00', [line('tea')]), [
    'warranty condition_false',
  ]);
  assert.equal(anna.slice, undefined);
  assert.deepEqual(anna.happen('purchase', '2026-11-22T11:00', [line('appliance')]), [
    'warranty granted',
  ]);
  assert.equal(dueOf(anna.slice), at('2026-11-23T11:00'));
  assert.deepEqual(anna.rights('2026-11-22T12:00'), ['warranty 2026-11-23T11:00 1']);
  const used = anna.use('warranty', '2026-11-23T10:59', { store: 'S1', operator: 'li' });
  assert.deepEqual(used, {
    state: undefined,
    effects: [
      {
        ...{ kind: 'used', id: '2.1', benefit: 'warranty', at: at('2026-11-23T10:59') },
        ...{ left: 0, cost: 1_250, day: null, store: 'S1', operator: 'li' },
      },
    ],
    grants: [{ coupon: 'warranty-1y' }],
  });
  assert.equal(outcome(anna.use('warranty', '2026-11-23T10:59')), 'benefit_not_open');
  anna.happen('purchase', '2026-11-24T10:00', [line('appliance')]);
  assert.equal(outcome(anna.use('warranty', '2026-11-25T10:00')), 'benefit_not_open');
  const lapsed = anna.effects.at(-1);
  assert.ok(lapsed?.kind === 'lapsed');
  assert.deepEqual([lapsed.at, lapsed.why, lapsed.left], [at('2026-11-25T10:00'), 'over', 1]);
});

test('a condition about a line holds when one line that stands does', () => {
  const anna = new Member({ ...WARRANTY, when: 'line.category == "appliance"' });
  const voided = { ...line('appliance'), voided: true };
  assert.deepEqual(anna.happen('purchase', '2026-11-22T10:00', [voided, line('tea')]), [
    'warranty condition_false',
  ]);
  assert.deepEqual(anna.happen('purchase', '2026-11-22T10:00', [line('tea'), line('appliance')]), [
    'warranty granted',
  ]);
});

test('the first order opens a window; its day can be rounded to its end', () => {
  const first = {
    ...{ id: 'hello', on: 'purchase', when: 'member.purchases.count == 1' },
    ...{ window: 'P7D', round: 'end-of-day' },
  };
  const anna = new Member(first);
  assert.deepEqual(anna.happen('purchase', '2026-11-22T10:00'), ['hello granted']);
  assert.deepEqual(anna.rights('2026-11-22T10:00'), ['hello 2026-11-30T00:00 1']);
  anna.purchases = 2;
  assert.deepEqual(anna.happen('purchase', '2026-11-23T10:00'), ['hello condition_false']);
});

test('an event on which no benefit hangs costs nothing', () => {
  const anna = new Member(WARRANTY);
  assert.equal(anna.happen('visit', '2026-11-22T10:00'), null);
  assert.equal(dueOf(anna.slice), null);
});

test('a second grant stacks, extends or does nothing, as the benefit says', () => {
  const bought = (again: string) => {
    const anna = new Member({ ...WARRANTY, again, uses: 2 });
    anna.happen('purchase', '2026-11-22T10:00', [line('appliance')]);
    anna.use('warranty', '2026-11-22T11:00');
    const [trace] = anna.happen('purchase', '2026-11-22T20:00', [line('appliance')]) ?? [];
    return [trace, ...anna.rights('2026-11-22T21:00')];
  };
  assert.deepEqual(bought('stack'), [
    'warranty granted',
    'warranty 2026-11-23T10:00 1',
    'warranty 2026-11-23T20:00 2',
  ]);
  assert.deepEqual(bought('extend'), ['warranty granted', 'warranty 2026-11-23T20:00 2']);
  assert.deepEqual(bought('ignore'), ['warranty benefit_open', 'warranty 2026-11-23T10:00 1']);
});

test('a shorter second grant takes nothing away', () => {
  const ten = { ...WARRANTY, again: 'extend', uses: 10, window: 'P10D' };
  const anna = new Member(ten);
  anna.happen('purchase', '2026-11-22T10:00', [line('appliance')]);
  anna.benefits = benefitsOf({ ...ten, uses: 1, window: 'P1D' });
  anna.happen('purchase', '2026-11-23T10:00', [line('appliance')]);
  assert.deepEqual(anna.rights('2026-11-23T10:00'), ['warranty 2026-12-02T10:00 10']);
});

test('of several windows the one that ends first is used, or the one that is named', () => {
  const anna = new Member({ ...WARRANTY, window: 'P2D' });
  anna.happen('purchase', '2026-11-22T10:00', [line('appliance')]);
  anna.benefits = benefitsOf({ ...WARRANTY, window: 'PT1H' });
  anna.happen('purchase', '2026-11-22T10:00', [line('appliance')]);
  anna.happen('purchase', '2026-11-22T10:10', [line('appliance')]);
  anna.use('warranty', '2026-11-22T10:30');
  assert.deepEqual(
    anna.slice?.map(({ id }) => id),
    ['1.1', '3.1'],
  );
  anna.use('warranty', '2026-11-22T10:30', { window: '1.1' });
  assert.deepEqual(
    anna.slice?.map(({ id }) => id),
    ['3.1'],
  );
  const gone = anna.use('warranty', '2026-11-22T10:30', { window: '1.1' });
  assert.equal(outcome(gone), 'benefit_not_open');
});

test('what was promised stays promised when the benefit is edited or removed', () => {
  const anna = new Member(WARRANTY);
  anna.happen('purchase', '2026-11-22T10:00', [line('appliance')]);
  anna.benefits = benefitsOf();
  const used = anna.use('warranty', '2026-11-22T20:00');
  assert.ok('grants' in used);
  assert.deepEqual(used.grants, [{ coupon: 'warranty-1y' }]);
  assert.equal(outcome(anna.use('warranty', '2026-11-22T20:00')), 'benefit_unknown');
});

test('a return takes back what its purchase granted, unless it is kept or used', () => {
  const kept = { ...WARRANTY, id: 'kept', onReturn: 'keep' };
  const coupon = {
    ...WARRANTY,
    id: 'with-coupon',
    gives: { granted: [{ coupon: 'warranty-1y' }] },
  };
  const anna = new Member(WARRANTY, kept, coupon);
  anna.happen('purchase', '2026-11-22T10:00', [line('appliance')]);
  anna.happen('purchase', '2026-11-22T11:00', [line('appliance')]);
  const step = anna.step((state, now) => takeBack(state, '1', now), '2026-11-22T12:00');
  assert.ok('effects' in step);
  assert.deepEqual(
    step.effects.map((one) => one.kind === 'lapsed' && [one.id, one.why, one.gave]),
    [
      ['1.1', 'returned', []],
      ['1.3', 'returned', [{ coupon: 'warranty-1y' }]],
    ],
  );
  assert.deepEqual(
    anna.slice?.map(({ id }) => id),
    ['1.2', '2.1', '2.2', '2.3'],
  );
});

test('another part of the program grants it; limits and quotas may say no', () => {
  const given = { id: 'lounge', window: 'P30D', uses: 3 };
  const standing = { id: 'all', tiers: { status: ['gold'] } };
  const anna = new Member(given, standing);
  assert.equal(outcome(anna.give('lounge', '2026-11-22T10:00')), 'ok');
  assert.deepEqual(anna.rights('2026-11-22T10:00'), ['lounge 2026-12-22T10:00 3']);
  assert.equal(outcome(anna.give('all', '2026-11-22T10:00')), 'benefit_not_granted');
  assert.equal(outcome(anna.give('none', '2026-11-22T10:00')), 'benefit_unknown');
  anna.admit = () => 'quota_used_up';
  assert.equal(outcome(anna.give('lounge', '2026-11-22T10:00')), 'quota_used_up');
  anna.benefits = benefitsOf(WARRANTY);
  assert.deepEqual(anna.happen('purchase', '2026-11-22T11:00', [line('appliance')]), [
    'warranty quota_used_up',
  ]);
});

test('windows are shown and lapse in the order in which they end', () => {
  const anna = new Member({ id: 'long', window: 'P3D' }, { id: 'short', window: 'P1D' });
  anna.give('long', '2026-11-22T10:00');
  anna.give('short', '2026-11-22T10:00');
  assert.deepEqual(anna.rights('2026-11-22T10:00'), [
    'short 2026-11-23T10:00 1',
    'long 2026-11-25T10:00 1',
  ]);
  anna.settle('2026-11-30T00:00');
  const order = anna.effects.filter((one) => one.kind === 'lapsed').map((one) => one.benefit);
  assert.deepEqual(order, ['short', 'long']);
});

test('a window that is over cannot be used, also when nobody has noticed yet', () => {
  const anna = new Member({ id: 'lounge', window: 'P1D' });
  anna.give('lounge', '2026-11-22T10:00');
  const said = { benefit: 'lounge', window: null, store: null, operator: null };
  const useAt = (when: string) => use(anna.benefits, anna.slice, said, anna.asked(when));
  assert.equal(outcome(useAt('2026-11-23T09:59')), 'ok');
  assert.equal(outcome(useAt('2026-11-23T10:00')), 'benefit_not_open');
  assert.equal(outcome(withdraw(anna.slice, '1.1', at('2026-11-23T10:00'))), 'benefit_not_open');
});

test('only a return takes back what came with the grant', () => {
  const anna = new Member({ id: 'gift', window: 'P1D', gives: { granted: [{ tag: 'guest' }] } });
  anna.give('gift', '2026-11-22T10:00');
  const step = anna.step((state, now) => withdraw(state, '1.1', now), '2026-11-22T11:00');
  assert.ok('effects' in step && step.effects[0]?.kind === 'lapsed');
  assert.deepEqual([step.effects[0].why, step.effects[0].gave], ['withdrawn', []]);
});

test('nobody has more than a hundred open windows', () => {
  const anna = new Member({ id: 'lounge', window: 'P30D' });
  for (let n = 0; n < 100; n++) anna.give('lounge', '2026-11-22T10:00');
  assert.equal(outcome(anna.give('lounge', '2026-11-22T10:00')), 'benefits_too_many');
});

test('seen is counted once for each window; everything adds up, with what it cost', () => {
  const anna = new Member({ ...WARRANTY, uses: 2 });
  for (const when of ['2026-11-22T10:00', '2026-11-22T11:00', '2026-11-22T12:00']) {
    anna.happen('purchase', when, [line('appliance')]);
  }
  anna.step((state, now) => see(state, ['2.1'], now), '2026-11-22T13:00');
  anna.step((state, now) => see(state, null, now), '2026-11-22T13:00');
  anna.step((state, now) => see(state, null, now), '2026-11-22T14:00');
  anna.use('warranty', '2026-11-22T15:00');
  anna.use('warranty', '2026-11-22T15:00');
  anna.use('warranty', '2026-11-22T15:00');
  anna.step((state, now) => withdraw(state, '3.1', now), '2026-11-22T16:00');
  const twice = anna.step((state, now) => withdraw(state, '3.1', now), '2026-11-22T16:00');
  assert.equal(outcome(twice), 'benefit_not_open');
  anna.settle('2026-11-30T00:00');
  assert.deepEqual(tally(anna.effects), {
    warranty: { granted: 3, seen: 3, used: 3, lapsed: 2, cost: 3_750 },
  });
});
