/** Goal: what is known against our packages is read rightly, and every package is vouched for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAudit, stopping, withoutIntegrity } from './audit-report.ts';

const ANSWER = JSON.stringify({
  vulnerabilities: {
    one: { severity: 'low', via: [{ title: 'Slow on long input' }] },
    two: { severity: 'critical', via: ['one', { title: 'Runs what it reads' }] },
  },
});

test('high and critical advisories stop a release, others are told', () => {
  const found = readAudit(ANSWER) ?? [];
  assert.deepEqual(
    found.map(({ name }) => name),
    ['one', 'two'],
  );
  assert.deepEqual(stopping(found), [
    { name: 'two', severity: 'critical', title: 'by one; Runs what it reads' },
  ]);
});

test('no answer is not the same as no advisory', () => {
  assert.equal(readAudit('{"message":"405 Method Not Allowed"}'), undefined);
  assert.equal(readAudit('<html>'), undefined);
  assert.deepEqual(readAudit('{"vulnerabilities":{}}'), []);
});

test('the lockfile vouches for the content of every package', () => {
  const lockfile = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  assert.deepEqual(withoutIntegrity(lockfile), []);
});
