import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LruMap } from './lru.ts';

test('the entry used longest ago is forgotten first', () => {
  const map = new LruMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  assert.equal(map.has('b'), false);
  assert.equal(map.get('a'), 1);
  assert.equal(map.size, 2);
});

test('setting a known key again keeps the size and the newest value', () => {
  const map = new LruMap<string, number>(2);
  map.set('a', 1);
  map.set('a', 2);
  assert.equal(map.size, 1);
  assert.equal(map.get('a'), 2);
});
