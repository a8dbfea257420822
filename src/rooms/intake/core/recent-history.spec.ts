/** Goal: an import is known as such while it runs, and a straggler does not look like one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentHistory } from './recent-history.ts';

const NOW = Date.parse('2026-06-19T10:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

test('nothing came in: no history', () => {
  assert.equal(new RecentHistory().takes(NOW), false);
});

test('events of two years ago are history, for a minute after the last', () => {
  const recent = new RecentHistory();
  recent.note(NOW - 700 * DAY, NOW);
  assert.equal(recent.takes(NOW), true);
  recent.note(NOW - 699 * DAY, NOW + 59_000);
  assert.equal(recent.takes(NOW + 90_000), true);
  assert.equal(recent.takes(NOW + 59_000 + 2 * MINUTE), false);
});

test('events of the last two days are news', () => {
  const recent = new RecentHistory();
  recent.note(NOW - 2 * DAY, NOW);
  assert.equal(recent.takes(NOW), false);
});

test('one straggler among many is no history, one in ten is', () => {
  const recent = new RecentHistory();
  for (let count = 0; count < 10; count++) recent.note(NOW, NOW);
  recent.note(NOW - 3 * DAY, NOW);
  assert.equal(recent.takes(NOW), false);
  recent.note(NOW - 3 * DAY, NOW);
  assert.equal(recent.takes(NOW), true);
});
