import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lotEnd } from '../../points/index.ts';
import type { Standing } from '../../tiers/index.ts';
import { NO_SLICES } from './parts/slices.ts';
import type { MemberState } from './state.ts';
import { readState, storeState } from './stored-state.ts';

// A state that went through its row is the state that was decided, whatever is in it.

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
const positive = fc.integer({ min: 1, max: 1_000_000 });
const moment = fc.integer({ min: 0, max: 2_000_000_000_000 });
const dictionary = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { maxKeys: 3 });

const lot = fc
  .record({
    endsAt: fc.option(moment),
    left: amount,
    pending: fc.option(
      fc.array(fc.record({ at: fc.option(moment), amount: positive }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
  })
  .map(({ endsAt, left, pending }) => {
    const id = endsAt === null ? 'e' : `e.${endsAt.toString(36)}`;
    return { id, left, endsAt: lotEnd(id), ...(pending ? { pending } : {}) };
  });

const day = fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.nat(9), amount, dictionary(positive));

const step = fc.record(
  {
    level: name,
    since: moment,
    review: fc.option(moment),
    due: fc.option(moment),
    graceUntil: moment,
    leans: fc.constant(true as const),
  },
  { requiredKeys: ['level', 'since', 'review', 'due'] },
);
const standing = fc
  .array(step, { minLength: 1, maxLength: 3 })
  .map((steps) => steps.reduceRight<Standing | undefined>(standsBefore, undefined) as Standing);

function standsBefore(before: Standing | undefined, one: Standing): Standing {
  return before ? { ...one, before } : one;
}

const state: fc.Arbitrary<MemberState> = fc.record({
  no: positive,
  asOf: moment,
  joinedAt: moment,
  wallets: dictionary(fc.record({ lots: fc.array(lot, { maxLength: 3 }), holds: fc.constant([]) })),
  tiers: dictionary(standing),
  counters: dictionary(fc.array(fc.tuple(positive, positive), { minLength: 1, maxLength: 3 })),
  purchases: fc.record({ count: positive, total: amount, last: fc.option(moment) }),
  earned: dictionary(amount),
  days: fc
    .uniqueArray(day, { maxLength: 5, selector: ([first]) => first })
    .map((days) => days.toSorted(([a], [b]) => a - b)),
  events: dictionary(positive),
  tags: fc.array(name, { maxLength: 2 }),
  attributes: dictionary(fc.oneof(name, amount, fc.boolean())),
  slices: fc.oneof(
    fc.constant(NO_SLICES),
    fc.record({ badges: fc.dictionary(name, fc.nat(), { minKeys: 1 }) }),
  ),
});

test('a state comes back from its row as it was', () => {
  fc.assert(
    fc.property(state, (one) => {
      assert.deepEqual(plain(readState(JSON.parse(storeState(one)))), plain(one));
    }),
    { numRuns: 300 },
  );
});

/** Without the prototypes that fast-check plays with. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
