import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefused } from './refused.ts';
import { countStep, USED_STEPS_KEPT, type UsedSteps } from './used-steps.ts';

test('a step counts once; an earlier one that was not used may come later', () => {
  const first = countStep([], 100);
  assert.ok(!isRefused(first));
  assert.deepEqual(first.used, [100]);
  const second = countStep(first.used, 98);
  assert.ok(!isRefused(second));
  assert.deepEqual(second.used, [98, 100]);
  const again = countStep(second.used, 100);
  assert.ok(isRefused(again));
  assert.equal(again.problem.code, 'card_code_used');
});

test('a full memory refuses everything before it', () => {
  const full = Array.from({ length: USED_STEPS_KEPT }, (_, index) => 10 + index);
  assert.ok(isRefused(countStep(full, 9)));
  const more = countStep(full, 200);
  assert.ok(!isRefused(more));
  assert.deepEqual(more.used, [...full.slice(1), 200]);
  assert.ok(isRefused(countStep(more.used, 10)));
});

test('law: in any order, no step is counted twice, and the input is not changed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 200 }), (steps) => {
      let used: UsedSteps = Object.freeze([]);
      const counted = new Set<number>();
      for (const step of steps) {
        const answer = countStep(used, step);
        if (isRefused(answer)) continue;
        assert.ok(!counted.has(step));
        counted.add(step);
        used = Object.freeze(answer.used);
      }
      if (counted.size < USED_STEPS_KEPT) assert.deepEqual(new Set(steps), counted);
    }),
  );
});
