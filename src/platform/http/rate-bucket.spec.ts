/** Goal: a minute's requests at once, and after that no more than the limit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { takeFromBucket } from './rate-bucket.ts';

test('a minute of requests at once, then one at a time', () => {
  let fullUntil = 0;
  const remaining: number[] = [];
  for (let asked = 0; asked < 4; asked++) {
    const answer = takeFromBucket(fullUntil, 1_000, 3);
    fullUntil = answer.fullUntil;
    remaining.push(answer.isAllowed ? answer.remaining : -1);
  }
  assert.deepEqual(remaining, [2, 1, 0, -1]);
  assert.equal(takeFromBucket(fullUntil, 1_000, 3).seconds, 20);
  assert.equal(takeFromBucket(fullUntil, 21_000, 3).isAllowed, true);
  assert.equal(takeFromBucket(fullUntil, 20_000, 3).isAllowed, false);
});

test('law: nobody is ever more than a minute ahead of the limit', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 200, maxLength: 400 });
  fc.assert(
    fc.property(pauses, fc.integer({ min: 1, max: 200 }), (steps, perMinute) => {
      let fullUntil = 0;
      let now = 0;
      const allowed: number[] = [];
      for (const step of steps) {
        now += step;
        const answer = takeFromBucket(fullUntil, now, perMinute);
        fullUntil = answer.fullUntil;
        if (answer.isAllowed) allowed.push(now);
      }
      const most = perMinute * (1 + now / 60_000) + 1;
      assert.ok(allowed.length <= most, `${allowed.length} of ${most}`);
    }),
  );
});
