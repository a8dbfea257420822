/** Goal: masked without the right, unmasked with it, and through glass with a reason that stays. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../api/program.ts';
import { testHub } from '../hub.ts';
import { addOperator, enrol, signIn } from './visitor.ts';

const hub = await testHub({ program: PROGRAM });
after(() => hub.stop());
const phone = '+8613800138000';
const enrolled = await hub.post('/v1/members', { member: { phone } });
assert.equal(enrolled.status, 201, JSON.stringify(enrolled.body));
const member: string = enrolled.body.member;
const reason = 'She stands at the counter without her phone';

async function bearer(body: object) {
  const made = await hub.post('/v1/keys', { name: 'a key', ...body });
  return { authorization: `Bearer ${made.body.key}` };
}

test('who may not see personal values sees masked ones, and cannot ask for more', async () => {
  const headers = await bearer({ roles: ['clerk'] });
  const masked = await hub.request('GET', `/v1/members/${member}`, { headers });
  assert.equal(masked.status, 200);
  assert.ok(!JSON.stringify(masked.body).includes(phone));
  const more = await hub.request('GET', `/v1/members/${member}?reveal=true`, { headers });
  assert.deepEqual([more.status, more.body.code], [403, 'permission_missing']);
  const secret = await hub.request('GET', `/v1/members/${member}/card?secret=true`, { headers });
  assert.deepEqual([secret.status, secret.body.code], [403, 'permission_missing']);
});

test('who may sees them', async () => {
  const headers = await bearer({ permissions: ['members.read', 'members.personal'] });
  const full = await hub.request('GET', `/v1/members/${member}?reveal=true`, { headers });
  assert.ok(JSON.stringify(full.body).includes(phone));
});

test('an operator breaks glass: seen once, logged with the reason, an alert raised', async () => {
  await addOperator(hub, { email: 'ops@example.com', roles: ['operations'] });
  const operator = await signIn(hub, 'ops@example.com');
  await enrol(operator);
  const path = `/v1/members/${member}`;
  assert.ok(!JSON.stringify((await operator.send('GET', path)).body).includes(phone));
  for (const body of [{}, { reason: '' }, { reason: 'short' }, { reason: ' '.repeat(20) }]) {
    assert.equal((await operator.send('POST', `${path}/break-glass`, body)).status, 400);
  }
  const seen = await operator.send('POST', `${path}/break-glass`, { reason });
  assert.equal(seen.status, 200, JSON.stringify(seen.body));
  assert.ok(JSON.stringify(seen.body).includes(phone));
  assert.equal(seen.headers.get('cache-control'), 'no-store');
  assert.ok(!JSON.stringify((await operator.send('GET', path)).body).includes(phone));
  const log = await hub.pool.query(
    "select actor, subject, reason from audit_log where action = 'members.break-glass'",
  );
  assert.equal(log.rowCount, 1);
  assert.deepEqual([log.rows[0].subject, log.rows[0].reason], [member, reason]);
  assert.match(log.rows[0].actor, /^operator:\d+$/);
  const alerts = await hub.pool.query(
    "select subject from audit_alerts where kind = 'break_glass'",
  );
  assert.deepEqual(alerts.rows, [{ subject: member }]);
});

test('no key breaks glass', async () => {
  const headers = await bearer({ roles: ['operations'] });
  const answer = await hub.post(`/v1/members/${member}/break-glass`, { reason }, headers);
  assert.deepEqual([answer.status, answer.body.code], [403, 'permission_missing']);
});
