/** Goal: guessing gets slower and slower, and an honest typist is soon free again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ACCOUNT_RULE, countTry, lockedUntil, NO_ATTEMPTS, takeBack } from './lock-out.ts';

const MINUTE = 60_000;

test('five tries are free, then the wait grows to an hour', () => {
  let attempts = NO_ATTEMPTS;
  const waits: number[] = [];
  for (let tries = 0; tries < 13; tries++) {
    attempts = countTry(attempts, 1_000);
    const until = lockedUntil(attempts, ACCOUNT_RULE);
    waits.push(until === 0 ? 0 : (until - 1_000) / MINUTE);
  }
  assert.deepEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('a day without a wrong try forgets them all', () => {
  const tired = { failures: 9, lastAt: 0 };
  assert.equal(countTry(tired, 24 * 60 * MINUTE).failures, 1);
  assert.equal(countTry(tired, 24 * 60 * MINUTE - 1).failures, 10);
});

test('whatever is tried, nobody gets more than 5 + 30 guesses in a day', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 * MINUTE }), { maxLength: 300 }),
      (pauses) => {
        let attempts = NO_ATTEMPTS;
        let now = 1_000;
        let guesses = 0;
        for (const pause of pauses) {
          now += pause;
          if (now > 24 * 60 * MINUTE) break;
          if (lockedUntil(attempts, ACCOUNT_RULE) > now) continue;
          attempts = countTry(attempts, now);
          guesses += 1;
        }
        assert.ok(guesses <= 35, `${guesses} guesses`);
      },
    ),
  );
});

test('a try that is taken back leaves the count as it was', () => {
  const before = { failures: 3, lastAt: 5 };
  assert.equal(takeBack(countTry(before, 9)).failures, 3);
  assert.equal(takeBack(NO_ATTEMPTS).failures, 0);
});
