import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ALPHABET } from './alphabet.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

test('law: what was written is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), new Uint8Array(bytes));
    }),
  );
});

test('law: one text for the same bytes', () => {
  const texts = fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 20 });
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = decodeBase32(text);
      if (bytes !== null) assert.equal(encodeBase32(bytes), text);
    }),
  );
});

test('64 bytes are 103 symbols; other filling bits and other characters are refused', () => {
  assert.equal(encodeBase32(new Uint8Array(64)).length, 103);
  assert.equal(encodeBase32(new Uint8Array([255])), 'ZW');
  assert.deepEqual(decodeBase32('ZW'), new Uint8Array([255]));
  assert.equal(decodeBase32('ZZ'), null);
  assert.equal(decodeBase32('Z'), null);
  assert.equal(decodeBase32('zw'), null);
  assert.equal(decodeBase32('OO'), null);
});
