/** Goal: challenges move by real events, give what they promise, and returns take it back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, type Story } from '../../../../test/given.ts';
import type { Effect } from './parts/effect.ts';

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
