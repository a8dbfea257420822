/** Goal: points buy rewards: set aside, spent, given back; stock and limits follow exactly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given, type Happening, points, type Story } from '../../../../../../test/given.ts';

const BAG = { id: 'bag', kind: 'goods', price: { points: 'star', amount: 500 } };
const LAST = { ...BAG, stock: { total: 1 } };
const UNIT = 'stock:bag@0';
const shop = (...rewards: object[]): Story =>
  given({ points: { star: { expiry: 'never' } }, rewards });

const reward = (what: string, at: string, data: object, more: Partial<Happening> = {}) => ({
  type: `reward.${what}`,
  at,
  data: data as Record<string, unknown>,
  ...more,
});

const gift = (amount: number, member = 'ann') =>
  points('goodwill', '2026-01-01T10:00', { amount }, { member });

test('held, committed, rolled back: points and unit go and come once', () => {
  const story = shop(LAST)
    .fund({ [UNIT]: 1 })
    .after(gift(800));
  story
    .when(reward('hold', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }))
    .decides({ balances: { star: [300, 0, 500] }, moved: { star: { setAside: 500 } } });
  assert.equal(story.budgets.get(UNIT)?.available, 0);
  story
    .when(reward('commit', '2026-01-02T10:05', { redemption: 'r1' }))
    .decides({ balances: { star: [300, 0, 0] }, moved: { star: { spent: 500 } } });
  story.when(reward('commit', '2026-01-02T10:06', { redemption: 'r1' }));
  story.refused('redemption_committed');
  story
    .when(reward('rollback', '2026-01-03T10:00', { redemption: 'r1' }))
    .decides({ balances: { star: [800, 0, 0] }, moved: { star: { restored: 500 } } });
  assert.equal(story.budgets.get(UNIT)?.available, 1);
  story.when(reward('rollback', '2026-01-03T10:01', { redemption: 'r1' }));
  story.refused('redemption_not_open');
});

test('the last unit: the second is told before she pays, and nothing of hers is touched', () => {
  const story = shop(LAST)
    .fund({ [UNIT]: 1 })
    .after(gift(500), gift(500, 'bo'));
  story.after(reward('hold', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }));
  story.when(reward('hold', '2026-01-02T10:01', { reward: 'bag' }, { member: 'bo' }));
  story.refused('reward_out_of_stock').shows('2026-01-02T10:02', { star: [500, 0, 0] }, 'bo');
  // Gone for others, or from the program altogether: what was set aside can be committed.
  story.publish({ points: { star: { expiry: 'never' } }, rewards: [] }, '2026-01-02T10:03');
  story.when(reward('commit', '2026-01-02T10:04', { redemption: 'r1' }));
  story.decides({ moved: { star: { spent: 500 } } });
});

test('a hold that runs out frees points and unit once: by the next event, or by the task', () => {
  for (const noticed of ['event', 'task']) {
    const story = shop(LAST)
      .fund({ [UNIT]: 1 })
      .after(gift(500));
    story.after(reward('hold', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }));
    story.shows('2026-01-02T10:14', { star: [0, 0, 500] });
    story.shows('2026-01-02T10:15', { star: [500, 0, 0] });
    if (noticed === 'task') {
      story.settle('2026-01-02T10:20');
      assert.equal(story.settledBudgets[UNIT], -1);
    } else {
      story.after({ type: 'visit', at: '2026-01-02T10:20' });
      story.decides({ moved: { star: { released: 500 } } });
      assert.equal(story.budgets.get(UNIT)?.available, 1);
    }
    story.when(reward('commit', '2026-01-02T10:21', { redemption: 'r1' }));
    story.refused('redemption_not_open');
  }
});

test('who has the last unit, and lets it run out, may have it again in the same event', () => {
  const story = shop(LAST)
    .fund({ [UNIT]: 1 })
    .after(gift(500));
  story.after(reward('hold', '2026-01-02T10:00', { reward: 'bag' }));
  story.when(reward('hold', '2026-01-02T11:00', { reward: 'bag' }));
  story.decides({ balances: { star: [0, 0, 500] } });
  assert.equal(story.budgets.get(UNIT)?.available, 0);
});

test('one call: held and spent in one event; what it gives is given', () => {
  const story = shop({ ...BAG, kind: 'privilege', gives: [{ tag: 'lounge' }] }).after(gift(500));
  story.when(reward('redeem', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }));
  story.decides({ moved: { star: { setAside: 500, spent: 500 } } });
  assert.deepEqual(story.states.get('ann')?.tags, ['lounge']);
});

test('a limit counts holds, and what is let go, runs out or is taken back counts no more', () => {
  const limits = { perMember: [{ times: 1, per: 'P1D' }] };
  const story = shop({ ...BAG, limits }).after(gift(5_000));
  const hold = (at: string, id: string) => reward('hold', at, { reward: 'bag' }, { id });
  story.after(hold('2026-01-02T10:00', 'r1'));
  story.when(hold('2026-01-02T10:01', 'r2')).refused('reward_limit_reached');
  story.after(reward('void', '2026-01-02T10:02', { redemption: 'r1' }));
  story.after(hold('2026-01-02T10:03', 'r3'));
  story.after(hold('2026-01-02T10:30', 'r4'));
  story.after(reward('commit', '2026-01-02T10:31', { redemption: 'r4' }));
  story.when(hold('2026-01-02T10:32', 'r5')).refused('reward_limit_reached');
  story.after(hold('2026-01-03T10:00', 'r6'));
  story.after(reward('rollback', '2026-01-03T10:01', { redemption: 'r4' }));
  story.when(hold('2026-01-03T10:02', 'r7')).refused('reward_limit_reached');
  story.when(hold('2026-01-02T11:00', 'late')).decides({ flags: ['late'] });
});

test('points go back to the lots they came from, and end there if those have ended', () => {
  const currency = { star: { expiry: { rolling: 'P1M' } } };
  const story = given({ points: currency, rewards: [BAG] });
  story.after(
    points('goodwill', '2026-01-01T10:00', { amount: 300 }),
    points('goodwill', '2026-01-20T10:00', { amount: 300 }),
    reward('redeem', '2026-01-21T10:00', { reward: 'bag' }, { id: 'r1' }),
  );
  story.when(reward('rollback', '2026-02-10T10:00', { redemption: 'r1' }));
  story.decides({ moved: { star: { restored: 500, expired: 300 } } });
  story.shows('2026-02-10T10:01', { star: [300, 0, 0] });
});

test('what nobody collects goes back by itself, with its points', () => {
  const story = shop({ ...LAST, collectWithin: 'P14D' })
    .fund({ [UNIT]: 1 })
    .after(gift(500));
  story.after(
    reward('redeem', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }),
    reward('fulfil', '2026-01-03T10:00', { redemption: 'r1', to: 'to-collect' }, { store: 'S1' }),
  );
  story.shows('2026-01-17T09:59', { star: [0, 0, 0] });
  story.when({ type: 'visit', at: '2026-01-20T10:00' });
  story.decides({ moved: { star: { restored: 500 } }, balances: { star: [500, 0, 0] } });
  assert.equal(story.budgets.get(UNIT)?.available, 1);
});

test('the hold of a reward is no plain hold: points.commit does not find it', () => {
  const story = shop(BAG).after(gift(500));
  story.after(reward('hold', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }));
  for (const what of ['commit', 'void']) {
    story.when(points(what, '2026-01-02T10:01', { hold: 'r1' })).refused('hold_not_open');
  }
});

test('a draw: entries set points aside; a winner has the unit, the others their points', () => {
  const draw = { until: '2026-01-10', seal: 'a'.repeat(64), claim: 'P2D' };
  const story = shop({ ...LAST, draw })
    .fund({ [UNIT]: 1 })
    .after(gift(500), gift(500, 'bo'));
  const enter = (member: string) =>
    reward('hold', '2026-01-05T10:00', { reward: 'bag' }, { id: `e-${member}`, member });
  const tell = (member: string, won: boolean) =>
    reward('drawn', '2026-01-11T10:00', { redemption: `e-${member}`, won }, { member });
  story.after(enter('ann'), enter('bo'));
  assert.equal(story.budgets.get(UNIT)?.available, 1);
  story.after(tell('ann', true), tell('bo', false));
  assert.equal(story.budgets.get(UNIT)?.available, 0);
  story.shows('2026-01-11T10:01', { star: [500, 0, 0] }, 'bo');
  story.shows('2026-01-13T09:59', { star: [0, 0, 500] });
  story.shows('2026-01-13T10:00', { star: [500, 0, 0] });
  story.after({ type: 'visit', at: '2026-01-14T10:00' });
  assert.equal(story.budgets.get(UNIT)?.available, 1);
});

test('what came with a reward goes with its rollback, and stays when that is over', () => {
  const lounge = { ...BAG, kind: 'privilege', gives: [{ tag: 'lounge' }], rollback: 'P10D' };
  const story = shop(lounge).after(gift(1_000));
  const tags = () => story.states.get('ann')?.tags;
  story.after(reward('redeem', '2026-01-02T10:00', { reward: 'bag' }, { id: 'r1' }));
  story.after(reward('rollback', '2026-01-03T10:00', { redemption: 'r1' }));
  assert.deepEqual(tags(), []);
  story.after(reward('redeem', '2026-01-04T10:00', { reward: 'bag' }, { id: 'r2' }));
  story.after(reward('fulfil', '2026-01-04T10:01', { redemption: 'r2', to: 'used' }));
  story.after({ type: 'visit', at: '2026-02-04T10:00' });
  assert.deepEqual([tags(), story.states.get('ann')?.slices], [['lounge'], {}]);
});
