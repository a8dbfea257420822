/** Goal: a rebase takes from each side what only that side has changed, and never guesses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { same } from '../same.ts';
import { mergeDocuments } from './merge.ts';

const rule = (id: string, worth: number) => ({ id, worth });
const base = { name: 'shop', points: { star: 1 }, rules: [rule('a', 1), rule('b', 1)] };

test('changes of different places come together', () => {
  const mine = { ...base, rules: [rule('a', 2), rule('b', 1)] };
  const theirs = { ...base, points: { star: 1, moon: 2 }, rules: [rule('a', 1), rule('b', 3)] };
  const { value, conflicts } = mergeDocuments(base, mine, theirs);
  assert.deepEqual(conflicts, []);
  const rules = [rule('a', 2), rule('b', 3)];
  assert.deepEqual(value, { ...base, points: { star: 1, moon: 2 }, rules });
});

test('both add to a list, one removes', () => {
  const mine = { ...base, rules: [rule('b', 1), rule('mine', 1)] };
  const theirs = { ...base, rules: [rule('a', 1), rule('b', 1), rule('theirs', 1)] };
  const { value, conflicts } = mergeDocuments(base, mine, theirs);
  assert.deepEqual(conflicts, []);
  const rules = [rule('b', 1), rule('theirs', 1), rule('mine', 1)];
  assert.deepEqual(value, { ...base, rules });
});

test('the same place changed differently is a conflict with its path', () => {
  const mine = { ...base, rules: [rule('a', 2), rule('b', 1)] };
  const theirs = { ...base, rules: [rule('a', 3), rule('b', 1)] };
  assert.deepEqual(mergeDocuments(base, mine, theirs).conflicts, ['/rules/a/worth']);
  const gone = { ...base, rules: [rule('b', 1)] };
  assert.deepEqual(mergeDocuments(base, mine, gone).conflicts, ['/rules/a']);
});

test('laws: one side alone wins whole, and so do equal changes', () => {
  const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y'), fc.boolean());
  const list = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), v: leaf }), {
    selector: ({ id }) => id,
  });
  const keys = fc.constantFrom('k', 'l', 'm');
  const some = fc.dictionary(keys, fc.oneof(leaf, list, fc.dictionary(keys, leaf)));
  fc.assert(
    fc.property(some, some, (one, other) => {
      for (const merged of [
        mergeDocuments(one, one, other),
        mergeDocuments(one, other, one),
        mergeDocuments(one, other, other),
      ]) {
        assert.deepEqual(merged.conflicts, []);
        assert.ok(same(merged.value, other));
      }
    }),
  );
});
