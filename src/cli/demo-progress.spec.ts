import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoText } from './demo-progress.ts';

const half = {
  state: 'loading',
  members: 100,
  done: 1_500,
  total: 3_000,
  refused: 0,
  ratePerSecond: 20,
  secondsLeft: 75,
} as const;

test('the line tells share, events, rate and time left', () => {
  assert.equal(
    demoText(half),
    `demo ${'█'.repeat(8)}${'░'.repeat(8)}  50%  1,500 of ~3,000 events  20/s  1:15 left`,
  );
});

test('nothing is guessed before anything is known', () => {
  const none = { ...half, done: 0, ratePerSecond: 0, secondsLeft: null };
  assert.equal(demoText(none), `demo ${'░'.repeat(16)}   0%  0 of ~3,000 events`);
});
