import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ALPHABET } from './alphabet.ts';
import { CODE_SYMBOLS_MAX, printCode, readCode } from './code-text.ts';
import { isRefused } from './refused.ts';

const read = (text: string) => {
  const answer = readCode(text);
  return isRefused(answer) ? answer.problem.code : answer.code;
};

test('what a clerk types becomes the one form of the code', () => {
  for (const typed of [
    'SPR-7K3M-9QX4-TZ90',
    ' spr 7k3m 9qx4 tz90 ',
    'spr–7k3m—9qx4−tz9o',
    'Spr_7K3M_9QX4_TZ9O\n',
    'ＳＰＲ７Ｋ３Ｍ９ＱＸ４ＴＺ９０',
    'SPR\u30007K3M\u00a09QX4\u2010TZ90',
  ]) {
    assert.equal(read(typed), 'SPR7K3M9QX4TZ90', typed);
  }
  assert.equal(read('I l O u'), '110V');
});

test('imported words are codes too, and look-alikes of each other are one code', () => {
  assert.equal(read('WELCOME10'), 'WE1C0ME10');
  assert.equal(read('welc0me-1o'), read('WELCOME10'));
});

test('nothing, foreign characters and long texts are refused', () => {
  for (const typed of ['', ' - ', '春节', 'A+B', 'HM1.5', 'ß', 'A\u0000B', '😀']) {
    assert.equal(read(typed), 'code_unreadable', typed);
  }
  assert.equal(read('A'.repeat(CODE_SYMBOLS_MAX)), 'A'.repeat(CODE_SYMBOLS_MAX));
  assert.equal(read('A'.repeat(CODE_SYMBOLS_MAX + 1)), 'code_unreadable');
  assert.equal(read(' '.repeat(1_000_000)), 'code_unreadable');
  // One wide character that becomes many letters.
  assert.equal(read('㍿'.repeat(CODE_SYMBOLS_MAX)), 'code_unreadable');
});

test('law: a printed code is read back, and reading twice changes nothing', () => {
  const codes = fc.string({
    unit: fc.constantFrom(...ALPHABET),
    minLength: 1,
    maxLength: CODE_SYMBOLS_MAX,
  });
  fc.assert(
    fc.property(codes, fc.nat(8), (code, prefixLength) => {
      const prefix = code.slice(0, prefixLength);
      assert.equal(read(printCode(code, prefix).toLowerCase()), code);
    }),
  );
});

test('printed in groups of four after the prefix', () => {
  assert.equal(printCode('SPR7K3M9QX4TZ9', 'SPR'), 'SPR-7K3M-9QX4-TZ9');
  assert.equal(printCode('7K3M9QX4', ''), '7K3M-9QX4');
});
