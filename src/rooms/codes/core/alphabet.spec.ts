import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ALPHABET,
  foldLookAlikes,
  isOfAlphabet,
  symbolOf,
  upperCase,
  valueOfSymbol,
} from './alphabet.ts';

test('32 symbols, each once, in order of their values', () => {
  assert.equal(new Set(ALPHABET).size, 32);
  for (let value = 0; value < 32; value++) assert.equal(valueOfSymbol(symbolOf(value)), value);
  assert.ok(isOfAlphabet(ALPHABET));
});

test('I, L, O and U are no symbols, and fold to what they are taken for', () => {
  for (const letter of 'ILOU') {
    assert.equal(valueOfSymbol(letter), null);
    assert.equal(isOfAlphabet(letter), false);
  }
  assert.equal(foldLookAlikes('ILOU'), '110V');
  assert.equal(foldLookAlikes(ALPHABET), ALPHABET);
});

test('small letters become capitals; letters of other scripts stay as they are', () => {
  assert.equal(upperCase('aZ9ß'), 'AZ9ß');
});
