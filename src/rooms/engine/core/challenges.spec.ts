/** Goal: challenges move by real events, give what they promise, and returns take it back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, points, type Story } from '../../../../test/given.ts';
import { leavingPreview } from '../index.ts';
import type { Effect } from './parts/effect.ts';
import type { MemberState } from './state.ts';

const regular = {
  id: 'three-coffees',
  goal: { count: 3 },
  grants: [{ points: 'star', amount: 50 }, { badge: 'regular' }, { tag: 'coffee-lover' }],
};
const badges = [{ id: 'regular' }];

/** What challenges did in the last event. */
function told(story: Story): Omit<Effect, 'room'>[] {
  assert.ok(story.last?.ok);
  return story.last.outcome.decision.effects.map(({ room: _, ...effect }) => effect);
}

/** A member who buys on the first days of January, once a day, a euro each. */
function bought(challenges: object[], days: number, more: object = {}): Story {
  const story = given({ points: { star: { expiry: 'never' } }, badges, challenges, ...more });
  for (let day = 1; day <= days; day++) {
    story.when(buy(`p${day}`, `2026-01-0${day}T10:00`, [{ gross: 100 }]));
  }
  return story;
}

test('a purchase answers how far the challenge is; the last one pays', () => {
  const story = bought([regular], 2);
  assert.deepEqual(told(story), [
    {
      ...{ kind: 'progress', challenge: 'three-coffees', assignment: '1.three-coffees' },
      ...{ before: 1, after: 2, target: 3 },
    },
  ]);
  story.when(buy('p3', '2026-01-03T10:00', [{ gross: 100 }]));
  story.decides({ balances: { star: [50, 0, 0] }, trace: ['challenge:three-coffees granted 50'] });
  const state = story.states.get('ann');
  assert.deepEqual(state?.tags, ['coffee-lover']);
  assert.deepEqual(Object.keys(state?.slices.badges ?? {}), ['regular']);
});

test('a return takes all of it back; what stands again gives it again', () => {
  const story = bought([regular], 3).when(bringBack('p2', '2026-01-05T10:00'));
  story.decides({ balances: { star: [0, 0, 0] }, moved: { star: { clawedBack: 50 } } });
  const state = story.states.get('ann');
  assert.deepEqual(state?.tags, []);
  assert.equal(state?.slices.badges, undefined);
  assert.equal(state?.slices.given, undefined);
  story.when({
    type: 'purchase.reinstated',
    at: '2026-01-06T10:00',
    data: { purchase: { id: 'p2' } },
  });
  story.decides({ balances: { star: [50, 0, 0] }, moved: { star: { earned: 50 } } });
});

const DAYS = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('stages are given on the way, and taken back one by one', () => {
  const challenge = {
    id: 'c',
    goal: { count: 3 },
    stages: [{ at: 2, grants: [{ points: 'star', amount: 5 }] }],
    grants: [{ points: 'star', amount: 50 }],
  };
  const story = bought([challenge], 3).decides({ balances: { star: [55, 0, 0] } });
  story.when(bringBack('p1', '2026-01-04T10:00')).decides({ balances: { star: [5, 0, 0] } });
  story.when(bringBack('p2', '2026-01-04T11:00')).decides({ balances: { star: [0, 0, 0] } });
});

test('points that are spent are taken back as the currency says, and the rest is told', () => {
  const story = bought([regular], 3, {
    points: { star: { expiry: 'never', returns: 'within-balance' } },
  });
  story.when(points('spend', '2026-01-04T10:00', { amount: 40 }));
  story.when(bringBack('p1', '2026-01-05T10:00'));
  story.decides({ balances: { star: [0, 0, 0] }, flags: ['clawback_short:star'] });
});

test('a member is paid as often as the limit says; what is taken back may be paid anew', () => {
  const challenge = {
    id: 'c',
    goal: { count: 1 },
    repeat: {},
    limits: { perMember: [{ times: 2, per: 'P1M' }] },
    grants: [{ points: 'star', amount: 10 }],
  };
  const story = bought([challenge], 3);
  assert.deepEqual(
    told(story).map(({ kind, reason }) => reason ?? kind),
    ['progress', 'member_limit_reached'],
  );
  story.when(bringBack('p2', '2026-01-04T10:00')).decides({ balances: { star: [20, 0, 0] } });
  story.when(bringBack('p3', '2026-01-04T11:00')).decides({ balances: { star: [10, 0, 0] } });
  story.when(buy('p4', '2026-01-05T10:00', [{ gross: 100 }]));
  story.decides({ balances: { star: [20, 0, 0] } });
});

test('of all members together only so many are paid; what comes back is there for others', () => {
  const challenge = {
    id: 'c',
    goal: { count: 1 },
    limits: { total: 1 },
    grants: [{ points: 'star', amount: 10 }],
  };
  const key = 'challenge:c@0';
  const story = bought([challenge], 0).fund({ [key]: 1 });
  story.when(buy('a', '2026-01-01T10:00', [{ gross: 100 }], { member: 'ann' }));
  story.when(buy('b', '2026-01-01T11:00', [{ gross: 100 }], { member: 'ben' }));
  assert.deepEqual(told(story).at(-1)?.reason, 'budget_short');
  story.when({ ...bringBack('a', '2026-01-02T10:00'), member: 'ann' });
  assert.equal(story.budgets.get(key)?.available, 1);
  story.when(buy('c', '2026-01-03T10:00', [{ gross: 100 }], { member: 'cyd' }));
  story.decides({ balances: { star: [10, 0, 0] } });
});

test('a coupon that was given is void when the purchase behind it comes back, unless used', () => {
  const challenge = { id: 'c', goal: { count: 1 }, grants: [{ coupon: 'coffee' }] };
  const coupons = [{ id: 'coffee', take: { amount: '3.00' }, valid: { for: 'P30D' } }];
  const story = bought([challenge], 1, { coupons });
  assert.ok(told(story).some(({ kind }) => kind === 'coupon.issued'));
  story.when(bringBack('p1', '2026-01-02T10:00'));
  assert.ok(told(story).some(({ kind }) => kind === 'coupon.voided'));
});

test('joining costs nobody anything who has not joined, and may pay by a rule', () => {
  const challenge = { id: 'c', optIn: true, goal: { streak: 3 }, grants: [{ badge: 'regular' }] };
  const earning = [{ id: 'brave', on: 'challenge.joined', earn: { points: 'star', amount: 1 } }];
  const story = bought([challenge], 2, { earning });
  assert.equal(story.states.get('ann')?.slices.challenges, undefined);
  story.when({ type: 'challenge.joined', at: '2026-01-02T12:00', data: { challenge: 'c' } });
  story.decides({ awards: { brave: 1 } });
  for (const day of DAYS(3))
    story.when(buy(`q${day}`, `2026-01-0${day + 2}T10:00`, [{ gross: 1 }]));
  assert.ok(told(story).some(({ badge }) => badge === 'regular'));
  story.when({ type: 'challenge.left', at: '2026-01-06T12:00', data: { challenge: 'c' } });
  story.refused('challenge_not_joined');
});

test('edited while in it: the round ends as it was promised, the next has the new terms', () => {
  const repeat = { ...regular, repeat: {}, grants: [{ points: 'star', amount: 50 }] };
  const story = bought([repeat], 2);
  const harder = { ...repeat, goal: { count: 2 }, grants: [{ points: 'star', amount: 7 }] };
  const document = { points: { star: { expiry: 'never' } }, badges, challenges: [harder] };
  story.publish(document, '2026-01-02T12:00');
  story.when(buy('p3', '2026-01-03T10:00', [{ gross: 100 }])).decides({
    balances: { star: [50, 0, 0] },
  });
  for (const day of DAYS(2))
    story.when(buy(`q${day}`, `2026-01-0${day + 3}T10:00`, [{ gross: 1 }]));
  story.decides({ balances: { star: [57, 0, 0] } });
  story.publish({ ...document, challenges: [] }, '2026-01-06T00:00');
  story.when(bringBack('p1', '2026-01-07T10:00')).decides({ balances: { star: [50, 0, 0] } });
});

test('who leaves is in no challenge and on no board; coming back does not make it new', () => {
  const leaving = { points: { star: 'forfeit' }, coupons: 'forfeit', tier: 'ends', open: 'void' };
  const board = { id: 'board', goal: { count: 9 }, leaderboard: { show: 3 } };
  const story = bought([regular, board], 3, { leaving });
  const at = '2026-01-05T10:00';
  const { confirm } = leavingPreview(story.current, story.settled(at), story.instant(at)) ?? {};
  story.when({ type: 'member.leave', at, data: { confirm } });
  assert.ok(told(story).some(({ kind, score }) => kind === 'unranked' && score === 0));
  const { slices } = story.states.get('ann') as MemberState;
  assert.equal(slices.badges, undefined);
  assert.deepEqual(slices.challenges, {
    ...{ open: [], closed: [], scores: {} },
    done: { 'three-coffees': 1 },
  });
});
