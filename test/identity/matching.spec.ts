/** Goal: a made-up town whose truth is known: who is one person is found, strangers stay apart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './measure.ts';

test('5,000 people: hardly a wrong merge, and hardly a missed one', () => {
  const found = measure(5_000, 3);
  assert.ok(found.precision >= 0.998, `precision ${found.precision}`);
  assert.ok(found.recall >= 0.94, `recall ${found.recall}`);
  assert.ok(found.compared < 2 * found.records, 'nobody compares all with all');
});
