/** Goal: a session ends when nobody uses it, and at its end whoever uses it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginSession, isOver, isWorthTouching } from './session-life.ts';

const rule = { idleMs: 30 * 60_000, longestMs: 12 * 60 * 60_000 };

test('unused for half an hour, it is over', () => {
  const times = beginSession(0, rule);
  assert.equal(isOver(times, rule.idleMs - 1, rule), false);
  assert.equal(isOver(times, rule.idleMs, rule), true);
});

test('used all the time, it still ends', () => {
  const times = { ...beginSession(0, rule), seenAt: rule.longestMs - 1 };
  assert.equal(isOver(times, rule.longestMs - 1, rule), false);
  assert.equal(isOver(times, rule.longestMs, rule), true);
});

test('a use is written once a minute', () => {
  const times = beginSession(0, rule);
  assert.equal(isWorthTouching(times, 59_999), false);
  assert.equal(isWorthTouching(times, 60_000), true);
});
