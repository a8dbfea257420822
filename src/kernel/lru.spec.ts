import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LruMap } from './lru.ts';

test('what is used stays, what is not is forgotten', () => {
  const map = new LruMap<string, number>(4);
  map.set('a', 1);
  map.set('b', 2);
  map.set('c', 3);
  assert.equal(map.get('a'), 1);
  map.set('d', 4);
  map.set('e', 5);
  assert.equal(map.get('a'), 1);
  assert.equal(map.get('b'), undefined);
});

test('a deleted or cleared entry is unknown', () => {
  const map = new LruMap<string, number>(2);
  map.set('a', 1);
  map.delete('a');
  assert.equal(map.get('a'), undefined);
  map.set('b', 2);
  map.clear();
  assert.equal(map.has('b'), false);
});

test('it never answers wrongly, never grows beyond its size, and knows the last half used', () => {
  const step = fc.record({ key: fc.nat(12), write: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const map = new LruMap<number, number>(6);
      const truth = new Map<number, number>();
      const used: number[] = [];
      for (const [index, { key, write }] of steps.entries()) {
        if (write) {
          map.set(key, index);
          truth.set(key, index);
        } else {
          const value = map.get(key);
          assert.ok(value === undefined || value === truth.get(key));
          if (value === undefined) continue;
        }
        used.push(key);
        assert.ok(map.size <= 6);
        const lastThree = new Set(used.toReversed().slice(0, 3));
        for (const one of lastThree) assert.ok(map.has(one));
      }
    }),
  );
});
