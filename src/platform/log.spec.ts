import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLog } from './log.ts';

test('what the database quotes does not reach the log', () => {
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => lines.push(line) });
  const err = Object.assign(new Error('duplicate key value'), {
    detail: 'Key (email)=(hachi@example.org) already exists.',
    constraint: 'access_operators_email_key',
  });
  log.error({ err }, 'bug');
  assert.doesNotMatch(lines[0] ?? '', /example\.org/);
  assert.match(lines[0] ?? '', /access_operators_email_key/);
});

test('keys and people do not reach the log', () => {
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => lines.push(line) });
  log.info(
    {
      headers: { authorization: 'Bearer hk_secret', 'x-api-key': 'hk_secret' },
      member: { phone: '+8613800138000', email: 'hachi@example.org' },
      adminKey: 'hk_secret',
      requestId: 'r-1',
    },
    'said',
  );
  assert.equal(lines.length, 1);
  assert.doesNotMatch(lines[0]!, /hk_secret|13800138000|example\.org/);
  assert.match(lines[0]!, /"requestId":"r-1"/);
});
