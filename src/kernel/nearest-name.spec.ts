import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from './nearest-name.ts';

test('a slip of the fingers finds the name that was meant', () => {
  const names = ['happenedAt', 'member', 'store', 'data'];
  assert.equal(nearestName('happendAt', names), 'happenedAt');
  assert.equal(nearestName('memebr', names), 'member');
  assert.equal(nearestName('Store', names), 'store');
});

test('a name that is far from all finds none', () => {
  assert.equal(nearestName('zzz', ['member', 'store']), null);
  assert.equal(nearestName('x'.repeat(1000), ['member']), null);
});
