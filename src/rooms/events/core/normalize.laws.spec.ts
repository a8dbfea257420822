// Goal: no input breaks the reader, and what it lets through keeps the room's invariants.
// Method: any JSON, and almost-right purchases.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LIMITS } from '../../../kernel/limits.ts';
import { Zone } from '../../../kernel/time.ts';
import type { EventSettings } from './event-settings.ts';
import { netOf, type PurchaseData } from './fact.ts';
import { normalizeEvent } from './normalize.ts';

const settings: EventSettings = {
  zone: new Zone('UTC'),
  currency: 'EUR',
  identify: ['phone', 'email', 'card'],
  receivedAt: Date.UTC(2026, 0, 1),
};

const types = fc.constantFrom(
  'purchase',
  'return',
  'purchase.reinstated',
  'member.updated',
  'points.adjust',
  'points.hold',
  'points.commit',
  'points.transfer',
  'visit',
);

const nasty = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('NaN', '1e9', '', '\u0000', '\ud800', -0, 1e300, 0.1, '__proto__', null),
  fc.string({ unit: 'binary' }),
);

const almost = fc.record(
  {
    id: nasty,
    source: nasty,
    type: types,
    member: fc.oneof(nasty, fc.dictionary(fc.constantFrom('phone', 'email', 'card', 'id'), nasty)),
    to: nasty,
    happenedAt: nasty,
    data: fc.oneof(
      nasty,
      fc.dictionary(
        fc.constantFrom('lines', 'total', 'amount', 'currency', 'hold', 'tags', 'attributes', 'x'),
        fc.oneof(nasty, fc.array(fc.dictionary(fc.constantFrom('gross', 'line'), nasty))),
      ),
    ),
  },
  { requiredKeys: ['type'] },
);

test('any value gives a fact or problems, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), almost), (input) => {
      const result = normalizeEvent(input, settings);
      if (result.ok) return !JSON.stringify(result.fact).includes('\\u0000');
      return result.problems.every(
        ({ code, path, detail, fix }) =>
          /^[a-z_]+$/.test(code) &&
          path.length < 1000 &&
          detail.length < 1000 &&
          fix.length > 0 &&
          (path + detail).isWellFormed(),
      );
    }),
    { numRuns: 3000 },
  );
});

const money = fc.integer({ min: 0, max: 5000 });
const line = fc.record({ gross: money, off: money, reward: money, voided: fc.boolean() });

test('basket amounts are split to the last cent and no line goes below zero', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      money,
      money,
      (drawn, off, paid) => {
        const lines = drawn.map(({ gross, off: cut, reward, voided }) => {
          const discount = Math.min(cut, gross);
          return { gross, discount, byReward: Math.min(reward, gross - discount), voided };
        });
        const data = { lines, discount: off, byReward: paid };
        const result = normalizeEvent({ id: '1', type: 'purchase', data }, settings);
        if (!result.ok) return;
        const made = (result.fact.data as unknown as PurchaseData).lines;
        const sum = (key: 'discount' | 'byReward', of: readonly { [K in typeof key]: number }[]) =>
          of.reduce((total, each) => total + each[key], 0);
        assert.equal(sum('discount', made), sum('discount', lines) + off);
        assert.equal(sum('byReward', made), sum('byReward', lines) + paid);
        for (const each of made) {
          assert.ok(netOf(each) >= 0 && each.byReward <= netOf(each));
        }
      },
    ),
  );
});

test('a fact given again as JSON is the same fact', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const input = { id: '1', type: 'visit', member: { card: 'c' }, data };
      const once = normalizeEvent(input, settings);
      const again = normalizeEvent(JSON.parse(JSON.stringify(input)), settings);
      assert.equal(JSON.stringify(again), JSON.stringify(once));
      if (once.ok) assert.ok(JSON.stringify(once.fact.data).length <= LIMITS.json);
    }),
  );
});
