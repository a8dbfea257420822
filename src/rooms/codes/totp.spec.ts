/** Goal: the test vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B), all of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEP_MS, stepOf, stepsAround } from './core/time-step.ts';
import { totp } from './totp.ts';

const secret = (bytes: number) => Buffer.from('1234567890'.repeat(7).slice(0, bytes));

test('RFC 4226: ten codes of six digits', () => {
  const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489';
  const made = Array.from({ length: 10 }, (_, step) => totp(secret(20), step, 6, 'sha1'));
  assert.deepEqual(made, codes.split(' '));
});

test('RFC 6238: eight digits with three hashes', () => {
  const vectors: readonly (readonly [number, string, string, string])[] = [
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ];
  for (const [seconds, sha1, sha256, sha512] of vectors) {
    const step = stepOf(seconds * 1000);
    assert.equal(totp(secret(20), step, 8, 'sha1'), sha1);
    assert.equal(totp(secret(32), step, 8, 'sha256'), sha256);
    assert.equal(totp(secret(64), step, 8, 'sha512'), sha512);
  }
});

test('a step lasts 30 seconds; the nearest steps are tried first, none before 1970', () => {
  assert.equal(stepOf(29_999), 0);
  assert.equal(stepOf(30_000), 1);
  assert.deepEqual(stepsAround(10 * STEP_MS), [10, 9, 11, 8, 12]);
  assert.deepEqual(stepsAround(10 * STEP_MS, 0), [10]);
  assert.deepEqual(stepsAround(0), [0, 1, 2]);
});
