import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../../events/index.ts';
import { createExpressions, type ProgramDocument } from '../../program/index.ts';
import { BudgetLevels } from './budget-levels.ts';
import { compileProgram } from './compile.ts';
import { decide } from './decide.ts';
import { newState } from './state.ts';

/** Points wait for a delivery, 20 days at most. */
const document: ProgramDocument = {
  program: 'waiting',
  timezone: 'UTC',
  currency: 'EUR',
  points: { promise: { expiry: 'never', pending: { until: 'delivered', within: 'P20D' } } },
  earning: [{ id: 'visit', on: 'visit', earn: { points: 'promise', amount: 7 } }],
};
const DAY = 86_400_000;

function visitAt(happenedAt: number): Fact {
  const nowhere = { channel: null, store: null, touchpoint: null };
  const plain = { source: 'till', id: `visit ${happenedAt}`, type: 'visit', flags: [] };
  return { ...plain, ...nowhere, happenedAt, identifiers: [], to: [], data: {} };
}

test('points of a late event that are void already are told as void', () => {
  const program = compileProgram(document, 1, createExpressions(document), 2);
  const state = { ...newState(0), asOf: 40 * DAY };
  const budgets = new BudgetLevels(new Map());
  const given = { program, current: program, state, purchase: null, other: null, budgets };
  const decided = decide(given, visitAt(10 * DAY));
  assert.ok(decided.ok);
  assert.deepEqual(decided.outcome.decision.moved, { promise: { earned: 7, voided: 7 } });
  assert.deepEqual(decided.outcome.decision.balances, {
    promise: { active: 0, pending: 0, held: 0 },
  });
});
