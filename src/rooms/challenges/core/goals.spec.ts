/** Goal: each kind of goal counts what it should, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from './advance.ts';
import { bookOf, factsOf, purchase, termsOf } from './test-book.ts';
import { Story } from './test-story.ts';

const grants = [{ points: 'star', amount: 50 }];
const one = (goal: object, more: object = {}) => new Story([{ id: 'c', goal, grants, ...more }]);

test('a number of purchases, each of at least an amount', () => {
  const story = one({ count: 2, atLeast: '10.00' });
  story.spend('2026-01-01T10:00', 999);
  assert.deepEqual(story.moved, []);
  assert.equal(story.slice, undefined);
  story.spend('2026-01-02T10:00', 1_000);
  assert.deepEqual(story.moved, ['c 0 → 1 of 2']);
  assert.deepEqual(story.given, []);
  story.spend('2026-01-03T10:00', 1_000);
  assert.deepEqual(story.moved, ['c 1 → 2 of 2!']);
  assert.deepEqual(story.given, grants);
  story.spend('2026-01-04T10:00', 1_000);
  assert.deepEqual(story.effects, []);
});

test('spend and pieces of the lines for which the condition holds; voided lines never', () => {
  const when = 'line.category == "coffee"';
  const lines = [
    { category: 'coffee', gross: 500, discount: 100, quantity: 2 },
    { category: 'tea', gross: 9_000, quantity: 9 },
    { category: 'coffee', gross: 7_000, quantity: 7, voided: true },
  ];
  const spend = one({ spend: '10.00' }, { when });
  spend.buy('2026-01-01T10:00', lines);
  assert.deepEqual(spend.moved, ['c 0 → 400 of 1000']);
  const pieces = one({ pieces: 3 }, { when });
  pieces.buy('2026-01-01T10:00', lines);
  assert.deepEqual(pieces.moved, ['c 0 → 2 of 3']);
  pieces.buy('2026-01-02T10:00', lines.slice(1));
  assert.deepEqual(pieces.moved, []);
});

test('one single purchase does not add up with others', () => {
  const story = one({ single: '10.00' });
  story.spend('2026-01-01T10:00', 600);
  story.spend('2026-01-01T11:00', 600);
  assert.deepEqual(story.moved, []);
  story.spend('2026-01-01T12:00', 1_000);
  assert.deepEqual(story.moved, ['c 0 → 1 of 1!']);
});

test('a streak counts local days in a row, and begins again after a gap', () => {
  const story = one({ streak: 3 }, { on: 'visit' });
  story.on('visit', '2026-01-01T23:59');
  story.on('visit', '2026-01-02T00:00');
  assert.deepEqual(story.moved, ['c 1 → 2 of 3']);
  story.on('visit', '2026-01-02T12:00');
  assert.deepEqual(story.moved, []);
  story.on('visit', '2026-01-04T12:00');
  assert.deepEqual(story.moved, ['c 0 → 1 of 3']);
  story.on('visit', '2026-01-05T12:00');
  story.on('visit', '2026-01-06T12:00');
  assert.deepEqual(story.moved, ['c 2 → 3 of 3!']);
});

test('days are those of the program, not of UTC', () => {
  const visits = [{ id: 'c', on: 'visit', goal: { streak: 2 } }];
  const terms = termsOf(visits, 1, 'Asia/Shanghai');
  const story = new Story([], { terms, past: () => undefined });
  story.on('visit', '2026-01-01T15:59');
  story.on('visit', '2026-01-01T16:00');
  assert.deepEqual(story.moved, ['c 1 → 2 of 2!']);
});

test('a collection wants one of each; what lies below a category counts for it', () => {
  const goal = { collect: 'category', among: ['bread', 'dairy', 'fruit'] };
  const story = one(goal);
  story.buy('2026-01-01T10:00', [
    { category: 'rye', categories: ['rye', 'bread', 'food'] },
    { category: 'milk', categories: ['milk', 'dairy', 'food'] },
    { category: 'soap', categories: ['soap'] },
  ]);
  assert.deepEqual(story.moved, ['c 0 → 2 of 3']);
  story.buy('2026-01-02T10:00', [{ category: 'milk', categories: ['milk', 'dairy'] }]);
  assert.deepEqual(story.moved, []);
  story.buy('2026-01-02T10:00', [{ category: 'fruit', categories: ['fruit'] }]);
  assert.deepEqual(story.moved, ['c 2 → 3 of 3!']);
});

test('so many different stores, on any event', () => {
  const story = one({ collect: 'store', different: 2 }, { on: 'visit' });
  for (const store of ['a', 'a', 'b']) story.on('visit', '2026-01-01T10:00', {}, { store });
  assert.deepEqual(story.moved, ['c 1 → 2 of 2!']);
});

test('a custom event brings the number that an expression reads from it', () => {
  const when = 'event.data.sport == "run"';
  const story = one({ sum: 'int(event.data.km)', to: 10 }, { on: 'workout', when });
  story.on('workout', '2026-01-01T10:00', { sport: 'run', km: 4 });
  story.on('workout', '2026-01-02T10:00', { sport: 'swim', km: 100 });
  assert.deepEqual(story.moved, []);
  story.on('workout', '2026-01-02T10:00', { sport: 'run' });
  assert.deepEqual(story.moved, []);
  story.on('workout', '2026-01-03T10:00', { sport: 'run', km: 7 });
  assert.deepEqual(story.moved, ['c 4 → 11 of 10!']);
});

test('a member without anything costs nothing: not even a slice is made', () => {
  const book = bookOf([{ id: 'c', on: 'visit', goal: { count: 2 } }]);
  const facts = factsOf(book, purchase(0, [{ gross: 100 }]));
  const one = advance(book, undefined, facts, 1);
  const two = advance(book, undefined, facts, 2);
  assert.equal(one.slice, undefined);
  assert.equal(one.effects, two.effects);
});
