/** Goal: a key opens what it was made for, until it ends, and on no hub a second longer. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type TestHub, testHub } from '../../../../test/hub.ts';

const DAY = 86_400_000;
const hub = await testHub();
after(() => hub.stop());

const make = (body: object, headers = {}) =>
  hub.post('/v1/keys', { name: 'till', ...body }, headers);
const by = (key: string, path = '/v1/catalog/stores', at: TestHub = hub) =>
  at.request('GET', path, { headers: { authorization: `Bearer ${key}` } });

test('a key is told once; what is kept is a hash', async () => {
  const { status, body, headers } = await make({ id: 'till-1', roles: ['clerk'] });
  assert.equal(status, 201);
  assert.match(body.key, /^hk_till-1_[\w-]{43}$/);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal((await by(body.key)).status, 200);
  const listed = await hub.get('/v1/keys');
  assert.equal(listed.body.keys[0].id, 'till-1');
  const secret = body.key.slice('hk_till-1_'.length);
  assert.ok(!JSON.stringify(listed.body).includes(secret));
  const { rows } = await hub.pool.query('select row_to_json(k)::text as row from access_keys k');
  assert.ok(!rows[0].row.includes(secret));
});

test('the answer with the key is not kept for a repeated request either', async () => {
  const headers = { 'idempotency-key': 'make-once' };
  const { body } = await make({ roles: ['clerk'] }, headers);
  const { rows } = await hub.pool.query('select response from platform_idempotency');
  assert.ok(rows.every(({ response }) => !response?.includes(body.key)));
});

test('what is wrong with a key is told with a code', async () => {
  const cases: [object, string][] = [
    [{}, 'key_without_scope'],
    [{ permissions: [] }, 'key_without_scope'],
    [{ permissions: ['everything'] }, 'permission_unknown'],
    [{ roles: ['root'] }, 'role_unknown'],
    [{ permissions: ['program.approve.data'] }, 'permission_of_people'],
    [{ permissions: ['catalog.write'], store: 'S001' }, 'permission_beyond_store'],
    [{ roles: ['clerk'], expiresAt: '2025-01-01T00:00:00Z' }, 'key_end_wrong'],
    [{ roles: ['clerk'], expiresAt: '2036-01-01T00:00:00Z' }, 'key_end_wrong'],
  ];
  for (const [body, code] of cases) {
    const answer = await make(body);
    assert.deepEqual([answer.status, answer.body.code], [422, code], JSON.stringify(body));
  }
  assert.equal((await make({ id: 'till-1', roles: ['clerk'] })).body.code, 'key_id_taken');
  assert.equal((await make({ id: 'Till_1', roles: ['clerk'] })).status, 400);
});

test('a key may do what it was given and nothing else', async () => {
  const { body } = await make({ permissions: ['catalog.read'] });
  assert.equal((await by(body.key)).status, 200);
  for (const path of ['/v1/members', '/v1/keys', '/metrics']) {
    const answer = await by(body.key, path);
    assert.deepEqual([answer.status, answer.body.code], [403, 'permission_missing'], path);
  }
  assert.equal((await by(body.key, '/openapi.json')).status, 200);
  assert.equal((await by(body.key, '/nowhere')).status, 404);
});

test('keys that were never made, or changed by one character, are nobody', async () => {
  const { body } = await make({ roles: ['clerk'] });
  const last = body.key.endsWith('A') ? 'B' : 'A';
  for (const wrong of [
    `${body.key.slice(0, -1)}${last}`,
    `hk_none_${'A'.repeat(43)}`,
    'hk_',
    'x',
  ]) {
    assert.equal((await by(wrong)).body.code, 'key_wrong');
  }
});

test('a key ends at its moment', async () => {
  const expiresAt = new Date(hub.clock.now() + DAY).toISOString();
  const { body } = await make({ roles: ['clerk'], expiresAt });
  assert.equal((await by(body.key)).status, 200);
  hub.clock.turnTo(hub.clock.now() + DAY);
  assert.equal((await by(body.key)).body.code, 'key_expired');
});

test('a revoked key opens nothing, on another hub neither after a second', async () => {
  const other = await testHub({ beside: hub });
  after(() => other.stop());
  const { body } = await make({ id: 'lost', roles: ['clerk'] });
  await wait(900);
  assert.equal((await by(body.key, undefined, other)).status, 200);
  const revoked = await hub.request('DELETE', '/v1/keys/lost');
  assert.ok(revoked.body.revokedAt);
  assert.equal((await by(body.key)).body.code, 'key_revoked');
  await wait(900);
  assert.equal((await by(body.key, undefined, other)).body.code, 'key_revoked');
  assert.equal((await hub.request('DELETE', '/v1/keys/lost')).status, 200);
  assert.equal((await hub.request('DELETE', '/v1/keys/never')).status, 404);
});

test('a key that is a till writes and uploads for that till only', async () => {
  const { body } = await make({
    permissions: ['events.write', 'offline.upload'],
    touchpoint: 't7',
  });
  const asTill = { authorization: `Bearer ${body.key}` };
  const visit = (touchpoint?: string) =>
    hub.post('/v1/events', [{ type: 'visit' }, { type: 'visit', touchpoint }], asTill);
  const other = await visit('t8');
  assert.deepEqual([other.status, other.body.code], [403, 'touchpoint_foreign']);
  assert.equal(other.body.path, '/1/touchpoint');
  for (const own of ['t7', undefined]) assert.notEqual((await visit(own)).status, 403);
  const upload = (till: string) =>
    hub.post('/v1/offline/uploads', { till, operations: [] }, asTill);
  assert.equal((await upload('t8')).body.code, 'touchpoint_foreign');
  assert.notEqual((await upload('t7')).status, 403);
});

test('of 20 at once with one id, one is made', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, () => make({ id: 'raced', roles: ['clerk'] })),
  );
  assert.deepEqual(all.map(({ status }) => status).sort(), [201, ...Array(19).fill(409)]);
});

test('a key that manages access makes none that is more than itself', async () => {
  const scope = ['access.manage', 'catalog.read'];
  const expiresAt = new Date(hub.clock.now() + DAY).toISOString();
  const { body } = await make({ permissions: scope, expiresAt });
  const asKey = { authorization: `Bearer ${body.key}` };
  const more = await make({ permissions: ['members.personal'] }, asKey);
  assert.equal(more.body.code, 'permission_not_yours');
  const longer = new Date(hub.clock.now() + 2 * DAY).toISOString();
  const late = await make({ permissions: ['catalog.read'], expiresAt: longer }, asKey);
  assert.equal(late.body.code, 'key_end_wrong');
  const less = await make({ permissions: ['catalog.read'] }, asKey);
  assert.deepEqual([less.status, less.body.expiresAt], [201, expiresAt]);
});

test('making and revoking stand in the log, without the key', async () => {
  const { rows } = await hub.pool.query(
    "select action, subject, detail from audit_log where action like 'keys.%' order by at, no",
  );
  assert.ok(rows.some(({ action, subject }) => action === 'keys.revoke' && subject === 'key:lost'));
  assert.ok(rows.some(({ action, subject }) => action === 'keys.make' && subject === 'key:till-1'));
  assert.ok(!JSON.stringify(rows).includes('hk_'));
});
