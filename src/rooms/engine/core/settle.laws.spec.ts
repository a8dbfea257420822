/**
 * Goal: whether a task has run never changes anything. Method: random programs and histories; the
 * books are checked after every event by the story itself.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bringBack,
  buy,
  given,
  type Happening,
  points,
  type Story,
} from '../../../../test/given.ts';
import { settleState } from './settle-state.ts';
import { forgotten } from './settled.ts';
import type { MemberState } from './state.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;

const round = fc.constantFrom('none', 'end-of-day', 'end-of-month');
const expiry = fc.oneof(
  fc.constant('never'),
  fc.record({
    rolling: fc.constantFrom('P5D', 'P1M', 'P6M'),
    round,
    from: fc.constantFrom('earned', 'activated'),
  }),
  fc.record({ calendar: fc.constantFrom('01-31', '03-31', '12-31') }),
  fc.record({ sliding: fc.constantFrom('P10D', 'P2M'), round }),
);
const pending = fc.oneof(
  fc.constant({}),
  fc.record({ pending: fc.record({ for: fc.constantFrom('PT12H', 'P3D'), round }) }),
  fc.constant({ pending: { until: 'delivered', within: 'P4D' } }),
);
const returns = fc.constantFrom('only-pending', 'within-balance', 'unlimited');
const overdraft = fc.constantFrom({}, { overdraft: { limit: 40 } });
const currency = fc
  .tuple(expiry, pending, returns, overdraft)
  .map(([expiry, waits, returns, debt]) => ({
    expiry,
    returns,
    transfer: true,
    ...waits,
    ...debt,
  }));
const review = fc.constantFrom<string | object>(
  'tier-anniversary',
  { every: 'P20D' },
  { calendar: ['02-15'] },
);
const downgrade = fc.record({
  policy: fc.constantFrom('one-down', 'balance-based'),
  review,
  warn: fc.constant('P5D'),
  grace: fc.constant('P3D'),
});
const measure = fc.constantFrom<object>(
  { points: 'star', count: 'balance' },
  { points: 'star', over: 'P1M' },
  { spend: true, over: 'P1M' },
  { purchases: true },
);

const document = fc.record({
  timezone: fc.constantFrom('UTC', 'America/New_York', 'Africa/Cairo', 'Asia/Shanghai'),
  points: fc.record({ star: currency }),
  tiers: fc.tuple(measure, downgrade).map(([measure, downgrade]) => [
    {
      set: 'status',
      measure,
      downgrade,
      levels: [
        { id: 'member', at: 0 },
        { id: 'silver', at: 3, keep: 2 },
        { id: 'gold', at: 60 },
      ],
    },
  ]),
  earning: fc.constant([
    { id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } },
    { id: 'visit', on: 'visit', earn: { points: 'star', amount: 2 } },
  ]),
});

/** A step in a random history: what, how much, of which purchase, how many hours later. */
const step = fc.record({
  kind: fc.constantFrom(
    ...['buy', 'buy', 'visit', 'spend', 'hold', 'commit', 'void', 'return', 'part', 'again'],
    ...['delivered', 'opening', 'goodwill', 'transfer', 'adjust'],
  ),
  amount: fc.integer({ min: 1, max: 90 }),
  pick: fc.nat(20),
  hours: fc.oneof(fc.integer({ min: -200, max: 0 }), fc.integer({ min: 0, max: 900 })),
});
const history = fc.array(step, { minLength: 1, maxLength: 25 });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function happening({ kind, amount, pick }: Step, index: number, at: number): Happening {
  const purchase = { id: `p${pick % Math.max(1, index)}` };
  const lines = [{ gross: amount * 100, quantity: 3 }, { gross: amount * 37 }];
  const end = at + amount * DAY;
  switch (kind) {
    case 'buy':
      return buy(`p${index}`, at, lines);
    case 'visit':
      return { type: 'visit', at };
    case 'return':
      return bringBack(purchase.id, at);
    case 'part':
      return bringBack(purchase.id, at, [{ line: '1', quantity: 1 }]);
    case 'again':
      return { type: 'purchase.reinstated', at, data: { purchase } };
    case 'delivered':
      return { type: 'delivered', at, data: { purchase } };
    case 'spend':
      return points('spend', at, pick % 2 ? { amount, purchase } : { amount });
    case 'hold':
      return points('hold', at, { amount }, { id: `h${index}` });
    case 'commit':
    case 'void':
      return points(kind, at, { hold: `h${pick % Math.max(1, index)}` });
    case 'transfer':
      return points(
        'transfer',
        at,
        { amount },
        pick % 2 ? { to: 'bob' } : { member: 'bob', to: 'ann' },
      );
    case 'adjust':
      return points('adjust', at, { amount: pick % 2 ? amount : -amount });
    case 'opening':
      return points(kind, at, { amount, expiresAt: new Date(end).toISOString() });
    default:
      return points(kind, at, { amount });
  }
}

/** Plays a history; a refusal is an outcome like another. Returns the last moment. */
function play(story: Story, steps: readonly Step[]): number {
  let now = START;
  let last = now;
  steps.forEach((one, index) => {
    const at = Math.max(START, now + one.hours * 3_600_000);
    story.when(happening(one, index, at));
    now = Math.max(now, at);
    last = now;
  });
  return last;
}

function settle(story: Story, state: MemberState, until: number): MemberState {
  const copy = structuredClone(state);
  settleState(story.current, copy, forgotten(), until);
  return copy;
}

test('settling in two steps is settling in one, for every member and moment', () => {
  const law = fc.property(document, history, fc.nat(200), fc.nat(400), (text, steps, one, two) => {
    const story = given(text);
    const last = play(story, steps);
    for (const state of story.states.values()) {
      const first = last + one * DAY;
      const then = first + two * DAY;
      const inSteps = settle(story, settle(story, state, first), then);
      assert.deepEqual(inSteps, settle(story, state, then));
      const hourly = settle(story, settle(story, settle(story, state, last), first), then);
      assert.deepEqual(hourly, inSteps);
    }
  });
  fc.assert(law, { numRuns: 150 });
});

test('a member who is settled between events has the same as one who is not', () => {
  const law = fc.property(document, history, (text, steps) => {
    const lazy = given(text);
    const eager = given(text);
    const forward = steps.map((one) => ({ ...one, hours: Math.abs(one.hours) }));
    let now = START;
    forward.forEach((one, index) => {
      now += one.hours * 3_600_000;
      const event = happening(one, index, now);
      lazy.when(event);
      const shown = lazy.last?.ok;
      for (const [who, state] of eager.states) {
        if (state.asOf < now) eager.settle(now, who);
      }
      eager.when(event);
      assert.equal(eager.last?.ok, shown);
    });
    if (!lazy.states.has('ann')) return;
    assert.deepEqual(eager.at(now), lazy.at(now));
    assert.deepEqual(eager.settled(now).tiers, lazy.settled(now).tiers);
  });
  fc.assert(law, { numRuns: 100 });
});

test('without an overdraft and unlimited returns nobody is ever below zero', () => {
  const law = fc.property(document, history, (text, steps) => {
    const star = { ...text.points.star, returns: 'within-balance', overdraft: undefined };
    const story = given(JSON.parse(JSON.stringify({ ...text, points: { star } })));
    const last = play(story, steps);
    for (const who of story.states.keys()) {
      for (const [active, waits, held] of Object.values(story.at(last, who))) {
        assert.ok((active ?? 0) >= 0 && (waits ?? 0) >= 0 && (held ?? 0) >= 0);
      }
    }
  });
  fc.assert(law, { numRuns: 100 });
});

test('when every purchase has come back at once, nothing is left of what they earned', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 6 });
  const law = fc.property(document, amounts, (text, prices) => {
    const star = { ...text.points.star, returns: 'unlimited' };
    const story = given({ ...text, points: { star } });
    prices.forEach((gross, index) => {
      story.after(buy(`p${index}`, START + index, [{ gross, quantity: 2 }, { gross: 1 }]));
    });
    prices.forEach((_, index) => {
      story.after(bringBack(`p${index}`, START + 1_000, [{ line: '1', quantity: 1 }]));
      story.after(bringBack(`p${index}`, START + 2_000));
    });
    const state = story.states.get('ann') as MemberState;
    assert.deepEqual(story.at(START + 2_000).star ?? [0, 0, 0], [0, 0, 0]);
    assert.deepEqual(state.purchases.count, 0);
    assert.deepEqual(state.purchases.total, 0);
    assert.equal(state.earned.star ?? 0, 0);
    assert.equal(state.tiers.status?.level, 'member');
  });
  fc.assert(law, { numRuns: 80 });
});
