import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCard, writeCard } from './card-payload.ts';
import { isRefused } from './refused.ts';

const refusal = (text: string) => {
  const answer = readCard(text);
  return isRefused(answer) ? answer.problem.code : null;
};

test('law: a card is read back, in small letters too, and is at most 30 characters', () => {
  const members = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(members, fc.stringMatching(/^[0-9]{8}$/), (memberId, code) => {
      const text = writeCard({ memberId, code });
      assert.ok(text.length <= 30);
      assert.deepEqual(readCard(` ${text.toLowerCase()}\r\n`), { memberId, code });
    }),
  );
});

test('a typed O or l is a digit', () => {
  const text = writeCard({ memberId: 1001, code: '00110011' });
  const typed = `HM1.${text.slice(4).replaceAll('0', 'o').replaceAll('1', 'l')}`;
  assert.deepEqual(readCard(typed), { memberId: 1001, code: '00110011' });
});

test('a wrong character is told from what is no card', () => {
  const text = writeCard({ memberId: 123, code: '12345678' });
  assert.equal(refusal(text), null);
  assert.equal(refusal(text.replace('.123.', '.132.')), 'code_mistyped');
  assert.equal(refusal(text.replace('5678', '5687')), 'code_mistyped');
  for (const other of [
    '',
    'HM1',
    text.slice(0, -1),
    `${text}0`,
    text.replace('.123.', '.0123.'),
    text.replace('.123.', '.9999999999999999.'),
    text.replace('HM1', 'HM2'),
  ]) {
    assert.equal(refusal(other), 'code_unreadable', other);
  }
});
