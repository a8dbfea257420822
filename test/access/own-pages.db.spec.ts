/** Goal: no page of another site can do anything in an operator's name. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestHub, testHub } from '../hub.ts';
import { addOperator, PASSWORD, signIn, Visitor } from './visitor.ts';

let hub: TestHub;
before(async () => {
  hub = await testHub({ settings: { 'second-factor': 'optional' } });
  await addOperator(hub, { email: 'mei@harvest.example' });
});
after(() => hub?.stop());

const fresh = { name: 'New', email: 'new@harvest.example', roles: [] };
const code = async (answer: Promise<{ body: { code?: string } }>) => (await answer).body.code;

test('a change needs the own origin and the token of the session', async () => {
  const mei = await signIn(hub, 'mei@harvest.example');
  const add = (headers: Record<string, string>) =>
    code(mei.send('POST', '/v1/operators', fresh, headers));
  assert.equal(await add({ origin: 'https://evil.example' }), 'csrf_refused');
  assert.equal(await add({ origin: 'null' }), 'csrf_refused');
  assert.equal(await add({ 'sec-fetch-site': 'cross-site' }), 'csrf_refused');
  assert.equal(await add({ 'x-csrf-token': '' }), 'csrf_refused');
  assert.equal(await add({ 'x-csrf-token': `${mei.csrfToken.slice(0, -1)}!` }), 'csrf_refused');
  const other = await signIn(hub, 'mei@harvest.example');
  assert.equal(await add({ 'x-csrf-token': other.csrfToken }), 'csrf_refused');
  const without = mei.copy();
  without.csrfToken = '';
  assert.equal(await code(without.send('DELETE', '/v1/session')), 'csrf_refused');
  assert.equal((await mei.send('POST', '/v1/operators', fresh)).status, 201);
});

test('another site cannot sign its visitor in as somebody else', async () => {
  const form = { email: 'mei@harvest.example', password: PASSWORD };
  const visitor = new Visitor(hub);
  const headers = { origin: 'https://evil.example' };
  assert.equal(await code(visitor.send('POST', '/v1/session', form, headers)), 'csrf_refused');
  assert.equal(visitor.cookies.size, 0);
});

test('the cookie is out of reach for scripts and other sites, and always new', async () => {
  const form = { email: 'mei@harvest.example', password: PASSWORD };
  const planted = new Visitor(hub);
  planted.cookies.set('hachi_session', 'A'.repeat(43));
  const answer = await planted.send('POST', '/v1/session', form);
  const [line = ''] = answer.headers.getSetCookie();
  assert.match(
    line,
    /^hachi_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  const first = planted.copy();
  await planted.send('POST', '/v1/session', form);
  assert.equal(await code(first.send('GET', '/v1/session')), 'session_over');
  const twice = new Visitor(hub);
  const right = planted.cookies.get('hachi_session');
  const cookie = `hachi_session=${'A'.repeat(43)}; hachi_session=${right}`;
  assert.equal(await code(twice.send('GET', '/v1/session', undefined, { cookie })), 'key_missing');
});

test('a forged session opens nothing', async () => {
  const mei = await signIn(hub, 'mei@harvest.example');
  const right = mei.cookies.get('hachi_session') ?? '';
  const { rows } = await hub.pool.query(
    `select encode(token_hash, 'base64') as hash, id from access_sessions`,
  );
  const forged = [
    ...['', 'x', 'A'.repeat(43), `${right}A`, right.slice(1), right.toUpperCase()],
    ...rows.flatMap(({ hash, id }) => [hash.replace(/=+$/, ''), id]),
  ];
  for (const text of forged) {
    const eve = new Visitor(hub);
    eve.cookies.set('hachi_session', text);
    assert.equal((await eve.send('GET', '/v1/session')).status, 401, text);
  }
});

test('nobody changes own rights, and rights that go are gone at once', async () => {
  const id = await addOperator(hub, { email: 'bo@harvest.example', roles: ['data'] });
  const bo = await signIn(hub, 'bo@harvest.example');
  const change = (visitor: Visitor, body: unknown) =>
    visitor.send('PATCH', `/v1/operators/${id}`, body);
  assert.equal((await change(bo, { roles: ['data', 'operations'] })).body.code, 'own_rights');
  assert.equal((await change(bo, { disabled: true })).body.code, 'own_rights');
  assert.equal((await bo.send('POST', `/v1/operators/${id}/link`)).body.code, 'own_rights');
  const mei = await signIn(hub, 'mei@harvest.example');
  assert.equal((await change(mei, { roles: ['king'] })).body.code, 'role_unknown');
  assert.equal((await change(mei, { roles: ['clerk'] })).status, 200);
  assert.equal((await bo.send('GET', '/v1/operators')).body.code, 'permission_missing');
  assert.equal((await change(mei, { disabled: true })).body.status, 'disabled');
  assert.equal(await code(bo.send('GET', '/v1/session')), 'session_over');
  const { rows } = await hub.pool.query(
    `select detail from audit_log where action = 'operators.change' order by at, no limit 1`,
  );
  assert.deepEqual(rows[0].detail, { rolesBefore: ['data'], roles: ['clerk'] });
});

test('a new password ends the other sessions; a link replaces the one before', async () => {
  const id = await addOperator(hub, { email: 'chi@harvest.example' });
  const [one, two] = [
    await signIn(hub, 'chi@harvest.example'),
    await signIn(hub, 'chi@harvest.example'),
  ];
  const path = '/v1/session/password';
  const password = 'another sentence about trains';
  const wrong = await one.send('PUT', path, { current: 'wrong', password });
  assert.equal(wrong.body.code, 'sign_in_failed');
  const weak = await one.send('PUT', path, { current: PASSWORD, password: 'aaaaaaaaaaaaaa' });
  assert.equal(weak.body.code, 'password_weak');
  assert.equal((await one.send('PUT', path, { current: PASSWORD, password })).status, 204);
  assert.equal(await code(two.send('GET', '/v1/session')), 'session_over');
  assert.equal((await one.send('GET', '/v1/session')).status, 200);

  const [first, second] = [
    (await hub.request('POST', `/v1/operators/${id}/link`)).body.token,
    (await hub.request('POST', `/v1/operators/${id}/link`)).body.token,
  ];
  const set = (token: string) =>
    new Visitor(hub).send('POST', '/v1/operators/password', { token, password: PASSWORD });
  assert.equal((await set(first)).body.code, 'link_wrong');
  assert.equal((await set('A'.repeat(43))).body.code, 'link_wrong');
  assert.equal((await set(second)).status, 204);
  assert.equal(await code(one.send('GET', '/v1/session')), 'session_over');
  const late = (await hub.request('POST', `/v1/operators/${id}/link`)).body.token;
  hub.clock.turnTo(hub.clock.now() + 24 * 60 * 60_000);
  assert.equal((await set(late)).body.code, 'link_wrong');
});

test('a secret of an answer is not kept for an Idempotency-Key', async () => {
  const headers = { 'idempotency-key': 'again' };
  const body = { ...fresh, email: 'idem@harvest.example' };
  const added = await hub.post('/v1/operators', body, headers);
  assert.equal(added.status, 201);
  assert.equal((await hub.post('/v1/operators', body, headers)).body.code, 'operator_exists');
  const { rows } = await hub.pool.query('select 1 from platform_idempotency');
  assert.equal(rows.length, 0);
});
