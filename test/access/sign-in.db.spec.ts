/** Goal: an operator is invited, sets a password, gets a second factor, signs in and out. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestHub, testHub } from '../hub.ts';
import { addOperator, codeAt, enrol, PASSWORD, signIn, Visitor } from './visitor.ts';

const MINUTE = 60_000;

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub?.stop());

const post = (visitor: Visitor, body: unknown) => visitor.send('POST', '/v1/session', body);

test('an invitation sets a password once, and a weak one does not use it up', async () => {
  const given = { name: 'An', email: ' An@Harvest.example', roles: ['auditor', 'auditor'] };
  const added = await hub.post('/v1/operators', given);
  assert.equal(added.status, 201);
  assert.deepEqual(added.body.operator.roles, ['auditor']);
  assert.equal(added.body.operator.email, 'an@harvest.example');
  assert.equal(added.body.operator.status, 'invited');
  const { token } = added.body.link;
  const set = (body: unknown) => new Visitor(hub).send('POST', '/v1/operators/password', body);
  const early = await post(new Visitor(hub), { email: 'an@harvest.example', password: PASSWORD });
  assert.equal(early.body.code, 'sign_in_failed');
  assert.equal((await set({ token, password: 'short' })).body.code, 'password_weak');
  const races = Array.from({ length: 20 }, () => set({ token, password: PASSWORD }));
  const statuses = (await Promise.all(races)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 204).length, 1);
  assert.equal(statuses.filter((status) => status === 401).length, 19);
  const again = await hub.post('/v1/operators', given);
  assert.equal(again.body.code, 'operator_exists');
});

test('until there is a second factor, an operator may do nothing but get one', async () => {
  await addOperator(hub, { email: 'mei@harvest.example' });
  const mei = await signIn(hub, 'mei@harvest.example');
  const me = await mei.send('GET', '/v1/session');
  assert.equal(me.body.secondFactor, 'required');
  assert.deepEqual(me.body.permissions.sort(), ['docs.read', 'session.own']);
  assert.equal((await mei.send('GET', '/v1/operators')).body.code, 'permission_missing');

  const { secret, recoveryCodes } = await enrol(mei);
  assert.equal((await mei.send('GET', '/v1/operators')).status, 200);
  assert.equal(recoveryCodes.length, 10);

  const fresh = new Visitor(hub);
  const form = { email: 'MEI@harvest.example', password: PASSWORD };
  assert.equal((await post(fresh, form)).body.code, 'second_factor_missing');
  const used = codeAt(secret, hub.clock.now());
  assert.equal((await post(fresh, { ...form, code: used })).body.code, 'second_factor_wrong');
  hub.clock.turnTo(hub.clock.now() + MINUTE);
  const code = codeAt(secret, hub.clock.now());
  const tries = Array.from({ length: 4 }, () => post(new Visitor(hub), { ...form, code }));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
});

test('a recovery code stands in for the phone, once', async () => {
  const id = await addOperator(hub, { email: 'bo@harvest.example' });
  const bo = await signIn(hub, 'bo@harvest.example');
  const { recoveryCodes } = await enrol(bo);
  const recoveryCode = String(recoveryCodes[3]).toUpperCase();
  const form = { email: 'bo@harvest.example', password: PASSWORD, recoveryCode };
  const first = await post(new Visitor(hub), form);
  assert.equal(first.status, 200);
  assert.equal(first.body.secondFactor, 'enrolled');
  assert.equal((await post(new Visitor(hub), form)).body.code, 'second_factor_wrong');
  const { rows } = await hub.pool.query(
    `select action from audit_log where subject = $1 order by at, no`,
    [`operator:${id}`],
  );
  const actions = rows.map(({ action }) => action);
  for (const action of ['operators.add', 'operators.password', 'session.begin']) {
    assert.ok(actions.includes(action), `${action} in ${actions}`);
  }
  assert.ok(actions.includes('operators.recovery-code') && actions.includes('session.refuse'));
});

test('signing out, and ending sessions, ends them at once', async () => {
  await addOperator(hub, { email: 'chi@harvest.example' });
  const [one, two, three] = [
    await signIn(hub, 'chi@harvest.example'),
    await signIn(hub, 'chi@harvest.example'),
    await signIn(hub, 'chi@harvest.example'),
  ];
  const list = await one.send('GET', '/v1/sessions');
  assert.equal(list.body.items.length, 3);
  const other = list.body.items.find((item: { isThis: boolean }) => !item.isThis);
  assert.equal((await one.send('DELETE', `/v1/sessions/${other.id}`)).body.ended, 1);
  assert.equal((await one.send('DELETE', `/v1/sessions/${other.id}`)).status, 404);
  assert.equal((await one.send('DELETE', '/v1/sessions')).body.ended, 1);
  for (const gone of [two, three]) {
    assert.equal((await gone.send('GET', '/v1/session')).body.code, 'session_over');
  }
  const stolen = one.copy();
  assert.equal((await one.send('DELETE', '/v1/session')).status, 204);
  assert.equal(one.cookies.size, 0);
  assert.equal((await stolen.send('GET', '/v1/session')).body.code, 'session_over');
});

test('a session that nobody uses ends, and so does one that everybody uses', async () => {
  await addOperator(hub, { email: 'du@harvest.example' });
  const idle = await signIn(hub, 'du@harvest.example');
  const busy = await signIn(hub, 'du@harvest.example');
  const began = hub.clock.now();
  for (let minutes = 50; minutes < 12 * 60; minutes += 50) {
    hub.clock.turnTo(began + minutes * MINUTE);
    assert.equal((await busy.send('GET', '/v1/session')).status, 200);
  }
  assert.equal((await idle.send('GET', '/v1/session')).body.code, 'session_over');
  hub.clock.turnTo(began + 12 * 60 * MINUTE);
  assert.equal((await busy.send('GET', '/v1/session')).body.code, 'session_over');
});
