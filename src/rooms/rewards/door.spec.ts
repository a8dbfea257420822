/** Goal: what the engine needs of rewards is at the door and does nothing for nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Zone } from '../../kernel/time.ts';
import { createExpressions } from '../program/index.ts';
import * as rewards from './index.ts';

test('a member without redemptions has no slice, and nothing falls due', () => {
  const head = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
  const none = rewards.compileRewards([], createExpressions(head), new Zone('UTC'), 2);
  assert.equal(none.rewards.size, 0);
  assert.equal(rewards.dueOf(undefined), null);
  assert.deepEqual(rewards.settle(undefined, 1), { state: undefined, effects: [] });
  assert.ok('refusal' in rewards.voidHeld(undefined, 'r1', 1));
});
