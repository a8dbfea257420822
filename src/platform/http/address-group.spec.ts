/** Goal: who has a whole network of addresses is still one visitor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressGroup } from './address-group.ts';

test('an IPv4 address is one, however it is written', () => {
  assert.equal(addressGroup('203.0.113.7'), '203.0.113.7');
  assert.equal(addressGroup('::ffff:203.0.113.7'), '203.0.113.7');
});

test('of an IPv6 address the network counts', () => {
  assert.equal(addressGroup('2001:db8::7'), '2001:db8:0:0');
  assert.equal(addressGroup('2001:0DB8:0000:0000:1:2:3:4'), '2001:db8:0:0');
  assert.equal(addressGroup('2001:db8:0:1::'), '2001:db8:0:1');
  assert.equal(addressGroup('::1'), '0:0:0:0');
  assert.equal(addressGroup('fe80::1%eth0'), 'fe80:0:0:0');
});
