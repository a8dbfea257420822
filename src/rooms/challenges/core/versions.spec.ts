/** Goal: what a version promised stays, whatever the document says later. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookOf, termsOf } from './test-book.ts';
import { Story } from './test-story.ts';

const coffee = { id: 'c', goal: { count: 3 }, grants: [{ tag: 'old' }] };
const first = termsOf([coffee]);

/** A member who has bought once under the first version, when the second comes. */
function inTheMiddle(challenge: object, after: readonly object[]): Story {
  const before = termsOf([challenge]);
  const story = new Story([], { terms: before, past: () => undefined });
  story.spend('2026-01-01T10:00', 100);
  story.book = bookOf(after, before);
  return story;
}

test('edited: who is in it ends the round under the old terms, the next has the new ones', () => {
  const harder = { ...coffee, goal: { count: 5 }, when: 'purchase.net >= 1000' };
  const repeat = { repeat: {} };
  const after = [{ ...harder, ...repeat, grants: [{ tag: 'new' }] }];
  const story = inTheMiddle({ ...coffee, ...repeat }, after);
  story.spend('2026-01-02T10:00', 100);
  story.spend('2026-01-03T10:00', 100);
  assert.deepEqual(story.moved, ['c 2 → 0 of 3!']);
  assert.deepEqual(story.given, [{ tag: 'old' }]);
  story.spend('2026-01-04T10:00', 100);
  assert.deepEqual(story.moved, []);
  story.spend('2026-01-05T10:00', 1_000);
  assert.deepEqual(story.moved, ['c 0 → 1 of 5']);
});

test('edited: a new window does not shorten what was promised', () => {
  const assigned = { ...coffee, assign: { on: 'offer' }, window: { for: 'P30D' } };
  const before = termsOf([assigned]);
  const story = new Story([], { terms: before, past: () => undefined });
  story.on('offer', '2026-01-01T10:00');
  story.book = bookOf([{ ...assigned, window: { for: 'P1D' } }], before);
  story.spend('2026-01-20T10:00', 100);
  assert.deepEqual(story.moved, ['c 0 → 1 of 3']);
});

test('removed: with an end it runs on to its end, without one it ends now', () => {
  const until = inTheMiddle({ ...coffee, window: { to: '2026-01-31' } }, []);
  until.spend('2026-01-02T10:00', 100);
  until.spend('2026-01-03T10:00', 100);
  assert.deepEqual(until.moved, ['c 2 → 3 of 3!']);
  const open = inTheMiddle(coffee, []);
  open.spend('2026-01-02T10:00', 100);
  assert.deepEqual(open.told, ['ended c removed']);
  assert.equal(open.slice, undefined);
});

test('removed: nobody new gets it, and a round that was its last but one is its last', () => {
  const fresh = new Story([], bookOf([], first));
  fresh.spend('2026-01-02T10:00', 100);
  assert.deepEqual(fresh.effects, []);
  const window = { to: '2026-01-31' };
  const story = inTheMiddle({ ...coffee, goal: { count: 2 }, repeat: {}, window }, []);
  story.spend('2026-01-02T10:00', 100);
  assert.deepEqual(story.given, [{ tag: 'old' }]);
  story.spend('2026-01-03T10:00', 100);
  assert.deepEqual(story.effects, []);
});

test('a completed challenge of the past is taken back by its own terms', () => {
  const story = inTheMiddle({ ...coffee, goal: { count: 1 } }, []);
  assert.equal(story.slice?.closed.length, 1);
  story.back(1, '2026-01-02T10:00');
  assert.deepEqual(story.takenBack, [{ tag: 'old' }]);
});

test('an offer is joined by the version that made it', () => {
  const offer = { ...coffee, optIn: true, assign: { on: 'offer' } };
  const before = termsOf([{ ...offer, window: { for: 'P30D' } }]);
  const story = new Story([], { terms: before, past: () => undefined });
  story.on('offer', '2026-01-01T10:00');
  story.book = bookOf([{ ...offer, goal: { count: 9 }, window: { for: 'P1D' } }], before);
  assert.equal(story.join('c', '2026-01-02T10:00'), null);
  story.spend('2026-01-20T10:00', 100);
  assert.deepEqual(story.moved, ['c 0 → 1 of 3']);
});

test('a version nobody has any more: it goes on by the one in force, to its own target', () => {
  const story = new Story([coffee]);
  story.spend('2026-01-01T10:00', 100);
  story.book = { terms: termsOf([{ ...coffee, goal: { count: 9 } }], 2), past: () => undefined };
  story.spend('2026-01-02T10:00', 100);
  assert.deepEqual(story.moved, ['c 1 → 2 of 3']);
});
