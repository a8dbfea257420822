/** Goal: what the engine needs of benefits is at the door and does nothing for nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Zone } from '../../kernel/time.ts';
import { createExpressions, type Facts } from '../program/index.ts';
import * as benefits from './index.ts';

test('a program without benefits grants nothing, holds nothing and falls due never', () => {
  const head = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
  const none = benefits.compileBenefits([], createExpressions(head), new Zone('UTC'), 2);
  const facts = { fact: { type: 'purchase' }, at: 0, day: 0 } as unknown as Facts;
  assert.equal(
    benefits.onEvent(none, undefined, facts, '1', () => null),
    null,
  );
  assert.equal(benefits.dueOf(undefined), null);
  const settled = benefits.settle(undefined, 1);
  assert.deepEqual(settled, { state: undefined, effects: [], grants: [] });
  assert.deepEqual(benefits.takeBack(undefined, '1', 1).effects, []);
});
