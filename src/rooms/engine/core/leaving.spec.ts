/** Goal: leaving is shown, confirmed and done at once; then nothing is left, and no way in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, points, type Story } from '../../../../test/given.ts';
import { leavingPreview } from '../index.ts';

const PROGRAM = {
  points: {
    star: { expiry: 'never', returns: 'unlimited', pending: { for: 'P7D' }, transfer: true },
    growth: { expiry: 'never', qualifying: true, spendable: false },
  },
  tiers: [
    {
      set: 'status',
      measure: { points: 'growth', over: 'P12M' },
      downgrade: { policy: 'one-down', review: { every: 'P12M' } },
      levels: [
        { id: 'member', at: 0 },
        { id: 'gold', at: 50 },
      ],
    },
  ],
  earning: [
    { id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } },
    { id: 'grow', on: 'purchase', earn: { points: 'growth', per: { spend: '1.00' } } },
  ],
  benefits: [{ id: 'parking', on: 'visit', window: 'P1D' }],
};
const LOST = {
  points: { star: 'forfeit', growth: 'forfeit' },
  coupons: 'forfeit',
  tier: 'ends',
  open: 'void',
};
const GIVEN_AWAY = {
  ...LOST,
  points: { star: { donate: 'school' }, growth: 'forfeit' },
  tier: { keepFor: 'P90D' },
  wait: 'P14D',
};

const shop = (leaving: object) => given({ ...PROGRAM, leaving });
const opening = (amount: number) => points('opening', '2026-01-01T09:00', { amount });
const leave = (at: string, confirm: object, more: object = {}) => ({
  type: 'member.leave',
  at,
  data: { confirm },
  ...more,
});

/** The figures that the member is shown at a moment. */
function shown(story: Story, at: string): object {
  const preview = leavingPreview(story.current, story.settled(at), story.instant(at));
  return preview?.confirm ?? {};
}

function told(story: Story): string[] {
  assert.ok(story.last?.ok, story.last?.ok === false ? story.last.refusal.code : '');
  return story.last.outcome.decision.effects.map(({ kind, points, to }) =>
    [kind, points, to].filter((word) => word !== undefined).join(' '),
  );
}

test('a program that says nothing of leaving lets nobody leave', () => {
  given(PROGRAM)
    .after(opening(10))
    .when(leave('2026-01-02T09:00', {}))
    .refused('leaving_not_stated');
});

test('points, holds, waiting points, levels and windows end in one decision', () => {
  const story = shop(LOST).after(opening(100), buy('p1', '2026-01-02T09:00', [{ gross: 6_000 }]));
  story.after(points('hold', '2026-01-02T10:00', { amount: 30, until: '2026-02-01T00:00:00Z' }));
  story.after({ type: 'visit', at: '2026-01-03T08:00' });
  const confirm = shown(story, '2026-01-03T09:00');
  assert.deepEqual(confirm, {
    points: { growth: 60, star: 160 },
    coupons: 0,
    tiers: { status: 'gold' },
  });
  story
    .when(leave('2026-01-03T09:00', { ...confirm, coupons: 1 }))
    .refused('leaving_not_confirmed');
  story.when(leave('2026-01-03T09:00', confirm));
  assert.deepEqual(told(story), ['forfeited 60', 'forfeited 160', 'lapsed', 'left']);
  story.decides({
    balances: { star: [0, 0, 0], growth: [0, 0, 0] },
    moved: { star: { released: 30, forfeited: 160 }, growth: { forfeited: 60 } },
    tiers: ['status left '],
    levels: {},
  });
  assert.deepEqual(Object.keys(story.settled('2026-01-04T09:00').slices), ['leftAt', 'leaving']);
});

test('points that are donated go to the cause; a debt is made good first', () => {
  const donate = { ...LOST, points: { star: { donate: 'school' }, growth: 'forfeit' } };
  const story = shop({ ...donate, pending: 'same' });
  story.after(points('opening', '2026-01-01T09:00', { amount: 40 }));
  story.after(buy('p1', '2026-01-02T09:00', [{ gross: 3_000 }]));
  story.after(points('spend', '2026-01-12T09:00', { amount: 60 }));
  story.after(bringBack('p1', '2026-01-13T09:00'));
  story.shows('2026-01-13T09:00', { star: [-20, 0, 0], growth: [0, 0, 0] });
  story.after(buy('p2', '2026-01-14T09:00', [{ gross: 5_000 }]));
  story.when(leave('2026-01-15T09:00', shown(story, '2026-01-15T09:00')));
  story.decides({
    balances: { star: [0, 0, 0], growth: [0, 0, 0] },
    moved: { star: { donated: 30, forfeited: 20, madeGood: 20 }, growth: { forfeited: 50 } },
  });
});

test('who has left is refused, but for what comes back and coming back', () => {
  const story = shop(LOST).after(opening(10), buy('p1', '2026-01-02T09:00', [{ gross: 6_000 }]));
  story.after(points('spend', '2026-01-02T12:00', { amount: 10, purchase: { id: 'p1' } }));
  story.after(leave('2026-01-10T09:00', shown(story, '2026-01-10T09:00')));
  story.when(buy('p2', '2026-01-11T09:00', [{ gross: 100 }])).refused('member_has_left');
  story.when(buy('late', '2026-01-02T10:00', [{ gross: 100 }])).refused('member_has_left');
  story.when(opening(5)).refused('member_has_left');
  story.when(leave('2026-01-11T09:00', {})).refused('member_has_left');
  const gift = points('transfer', '2026-01-11T09:00', { amount: 1 }, { member: 'bob', to: 'ann' });
  story.after(points('opening', '2026-01-11T08:00', { amount: 5 }, { member: 'bob' }));
  story.when(gift).refused('member_has_left');
  story.when(bringBack('p1', '2026-01-12T09:00'));
  story.decides({ balances: { star: [0, 0, 0], growth: [0, 0, 0] }, moved: {}, tiers: [] });
  story.when({
    type: 'purchase.reinstated',
    at: '2026-01-12T10:00',
    data: { purchase: { id: 'p1' } },
  });
  story.decides({ moved: {} });
  story.when({ type: 'member.enrolled', at: '2026-01-13T09:00' });
  assert.deepEqual(told(story), ['came-back']);
  story.when(bringBack('p1', '2026-01-14T09:00')).decides({ moved: {} });
  story.after(buy('p3', '2026-01-15T09:00', [{ gross: 100 }]));
  story.when(bringBack('p3', '2026-01-15T10:00')).decides({
    moved: { star: { clawedBack: 1 }, growth: { clawedBack: 1 } },
  });
});

test('after the time to think it takes effect by itself; the level is kept for a while', () => {
  const story = shop(GIVEN_AWAY).after(buy('p1', '2026-01-02T09:00', [{ gross: 6_000 }]));
  const confirm = shown(story, '2026-01-05T09:00');
  story.when(leave('2026-01-05T09:00', confirm));
  assert.deepEqual(told(story), ['leaving-asked']);
  story.when(leave('2026-01-05T10:00', confirm)).refused('leaving_asked');
  story.publish({ ...PROGRAM, leaving: LOST }, '2026-01-06T09:00');
  story.after(buy('p2', '2026-01-10T09:00', [{ gross: 1_000 }]));
  story.shows('2026-01-19T08:59', { star: [70, 0, 0], growth: [70, 0, 0] });
  story.shows('2026-01-19T09:00', { star: [0, 0, 0], growth: [0, 0, 0] });
  story.settle('2026-01-25T00:00');
  const donated = story.entries.get('ann')?.filter(({ to }) => to === 'donated') ?? [];
  assert.deepEqual(
    donated.map(({ amount, at }) => [amount, at]),
    [[70, story.instant('2026-01-19T09:00')]],
  );
  story.when({ type: 'member.enrolled', at: '2026-02-01T09:00' });
  assert.deepEqual(told(story), ['came-back']);
  story.decides({ tiers: ['status restored gold'], levels: { status: 'gold' } });
});

test('who thinks again stays', () => {
  const story = shop(GIVEN_AWAY).after(opening(10));
  story.when({ type: 'member.leave.recalled', at: '2026-01-02T09:00' }).refused('not_leaving');
  story.after(leave('2026-01-05T09:00', shown(story, '2026-01-05T09:00')));
  story.when({ type: 'member.leave.recalled', at: '2026-01-06T09:00' });
  assert.deepEqual(told(story), ['leaving-recalled']);
  story.shows('2026-03-01T00:00', { star: [10, 0, 0] });
});

test('points are paid out as coupons, which the member may use after having left', () => {
  const paid = {
    ...LOST,
    points: { star: { payout: 'farewell', per: 40, most: 2, rest: 'forfeit' }, growth: 'forfeit' },
  };
  const coupons = [{ id: 'farewell', take: { amount: '5.00' }, valid: { for: 'P30D' } }];
  for (const wait of [undefined, 'P1D']) {
    const leaving = wait === undefined ? paid : { ...paid, wait };
    const story = given({ ...PROGRAM, coupons, leaving }).after(opening(100));
    story.when(leave('2026-01-05T09:00', shown(story, '2026-01-05T09:00')));
    if (wait === undefined) {
      assert.deepEqual(told(story).slice(0, 2), ['forfeited 20', 'paid-out 80']);
      story.decides({ moved: { star: { spent: 80, forfeited: 20 } } });
    }
    story.settle('2026-01-08T09:00');
    const held = story.states.get('ann')?.slices.coupons ?? [];
    assert.deepEqual(
      held.map(({ of }) => of),
      ['farewell', 'farewell'],
    );
    const lines = [{ line: '1', gross: 2_000 }];
    const data = { basket: 'b', coupons: [held[0]?.id], lines };
    story.after({ type: 'coupon.redeem', at: '2026-01-09T09:00', data });
  }
});

test('coupons for points are paid for: no stock runs out, also after the wait', () => {
  const paid = {
    ...LOST,
    points: { star: { payout: 'farewell', per: 40, most: 2, rest: 'forfeit' }, growth: 'forfeit' },
  };
  const coupons = [
    {
      id: 'farewell',
      take: { amount: '5.00' },
      valid: { for: 'P30D' },
      members: 'issued',
      stock: 1,
    },
  ];
  for (const wait of [undefined, 'P1D']) {
    const leaving = wait === undefined ? paid : { ...paid, wait };
    const story = given({ ...PROGRAM, coupons, leaving }).after(opening(100));
    story.when(leave('2026-01-05T09:00', shown(story, '2026-01-05T09:00')));
    story.settle('2026-01-08T09:00');
    const held = story.states.get('ann')?.slices.coupons ?? [];
    assert.equal(held.length, 2, `wait: ${wait}`);
  }
});
