import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Decision } from './decision.ts';
import { readDecision, storeDecision } from './stored-decision.ts';

// A decision that went through its row is the decision that was made, whatever is in it.

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const amount = fc.integer({ min: 1, max: 1_000_000 });
const moment = fc.integer({ min: 0, max: 2_000_000_000_000 });
const dictionary = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { maxKeys: 3 });

/** A grant tells its cause in the words of the room that promised it. */
const cause = fc.string({ unit: fc.constantFrom('a', ' ', ',', '%', ':', '礼'), minLength: 1 });
const granted = fc.tuple(cause, fc.constant('granted'), fc.nat(100));

const award = fc
  .record({
    rule: name,
    currency: name,
    perLine: fc.array(fc.nat(1_000), { maxLength: 4 }),
    onReturn: fc.constantFrom('proportional' as const, 'all' as const, 'keep' as const),
    alone: amount,
  })
  .map(({ alone, ...rest }) => ({
    ...rest,
    points: rest.perLine.length > 0 ? rest.perLine.reduce((a, b) => a + b, 0) : alone,
  }));

const decision: fc.Arbitrary<Decision> = fc.record({
  program: fc.integer({ min: 1, max: 99 }),
  at: moment,
  awards: fc.array(award, { maxLength: 3 }),
  credits: dictionary(
    fc.array(fc.record({ lot: name, amount, activeAt: fc.option(moment) }), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  tiers: fc.constant([]),
  trace: fc.array(fc.oneof(fc.tuple(name, name, fc.nat(100)), granted), { maxLength: 6 }),
  budgets: dictionary(amount),
  stopped: fc.array(name, { maxLength: 2 }),
  moved: dictionary(dictionary(amount)),
  balances: dictionary(fc.record({ active: amount, pending: amount, held: amount })),
  levels: dictionary(name),
  flags: fc.array(name, { maxLength: 2 }),
  effects: fc.array(fc.record({ room: name, kind: name, points: amount }), { maxLength: 2 }),
});

test('a decision comes back from its row as it was', () => {
  fc.assert(
    fc.property(decision, (one) => {
      assert.deepEqual(plain(readDecision(JSON.parse(storeDecision(one)))), plain(one));
    }),
    { numRuns: 300 },
  );
});

/** Without the prototypes that fast-check plays with. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
