/** Goal: every event has one kind, and the database's filter says the same as the hub does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KIND_NAMES, kindOf, typesOf } from './kind.ts';

const cases: readonly [string, string][] = [
  ['purchase', 'purchase'],
  ['purchase.claimed', 'purchase'],
  ['return', 'return'],
  ['points.spend', 'points'],
  ['member.updated', 'member'],
  ['household.joined', 'member'],
  ['consent.given', 'consent'],
  ['hachi.settled', 'settled'],
  ['visit', 'visit'],
  ['store.entered', 'visit'],
  ['storefront', 'other'],
  ['product.viewed', 'browsing'],
  ['review.posted', 'feedback'],
  ['push.opened', 'message'],
  ['gift.asked', 'other'],
];

for (const [type, kind] of cases) {
  test(`${type} is of the kind ${kind}`, () => assert.equal(kindOf(type), kind));
}

test('a filter by kinds lets through the types of those kinds, and no other', () => {
  const types = fc.constantFrom(...cases.map(([type]) => type));
  fc.assert(
    fc.property(fc.subarray([...KIND_NAMES], { minLength: 1 }), types, (kinds, type) => {
      const filter = typesOf(kinds);
      const passes = !filter || new RegExp(filter.pattern).test(type) === filter.matches;
      assert.equal(passes, kinds.includes(kindOf(type)));
    }),
  );
});
