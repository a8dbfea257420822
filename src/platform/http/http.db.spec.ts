/** Goal: what every route shares, through the real server: keys, problems, limits, replays. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Type } from 'typebox';
import { testDatabase } from '../../../test/database.ts';
import { reject } from '../../kernel/problem.ts';
import { TurnedClock } from '../clock.ts';
import { openLog } from '../log.ts';
import { openMetrics } from '../metrics.ts';
import { openAdminKey } from './admin-key.ts';
import { byKey } from './credentials.ts';
import { addHealth } from './health.ts';
import { honourIdempotencyKeys } from './idempotency.ts';
import { forgetIdempotency } from './idempotency-store.ts';
import { createServer } from './server.ts';

const START = Date.UTC(2026, 10, 22);
const clock = new TurnedClock(START);
const dataDir = mkdtempSync(join(tmpdir(), 'hachi-http-'));
const database = await testDatabase();
const admin = await openAdminKey({ db: database.pool, dataDir, chosen: undefined, clock });
const key = readFileSync(join(dataDir, 'admin.key'), 'utf8').trim();
const app = await createServer({
  config: { bodyBytesMax: 10_000 },
  log: openLog('silent'),
  metrics: openMetrics({ ofProcess: false }),
  authenticators: [byKey(admin.holderOf)],
});
honourIdempotencyKeys(app, database.pool, clock);
addHealth(app, { pool: database.pool, waitingFor: () => [] });

const body = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    amount: Type.Integer({ minimum: 0 }),
    kind: Type.Optional(Type.Union([Type.Literal('a'), Type.Literal('b')])),
    data: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
const querystring = Type.Object({ limit: Type.Integer({ minimum: 1, default: 10 }) });
let calls = 0;
const config = { permission: 'things.write' };
app.post('/things/:id', { config, schema: { body, querystring } }, async (request) => {
  calls += 1;
  if (request.body.name === 'no') {
    throw reject(422, { code: 'no_such_thing', path: '/name', detail: 'd', fix: 'f' });
  }
  if (request.body.name === 'bug') throw new Error('secret inside');
  return { calls, limit: request.query.limit };
});
await app.ready();
after(async () => {
  await app.close();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const signed = { authorization: `Bearer ${key}` };
function post(payload: unknown, headers: Record<string, string> = {}, url = '/things/1') {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const all = { 'content-type': 'application/json', ...signed, ...headers };
  return app.inject({ method: 'POST', url, payload: text, headers: all });
}

test('the key is in a file for its owner alone, and its hash in the database', async () => {
  assert.equal(statSync(join(dataDir, 'admin.key')).mode & 0o777, 0o600);
  const found = await database.pool.query('select key_hash from platform_admin_key');
  assert.equal(found.rows[0].key_hash.length, 32);
  const again = await openAdminKey({ db: database.pool, dataDir, chosen: undefined, clock });
  assert.equal(again.holderOf(key)?.kind, 'admin');
  assert.equal(again.holderOf(`${key}x`), undefined);
});

test('every route but health asks for a key', async () => {
  for (const url of ['/healthz', '/readyz']) assert.equal((await app.inject(url)).statusCode, 200);
  for (const url of ['/metrics', '/openapi.json', '/docs/', '/nowhere', '/things/1']) {
    assert.equal((await app.inject(url)).statusCode, 401, url);
  }
  const wrong = await post({}, { authorization: 'Bearer hk_wrong' });
  assert.equal(wrong.json().code, 'key_wrong');
  const basic = `Basic ${Buffer.from(`admin:${key}`).toString('base64')}`;
  for (const headers of [{ 'x-api-key': key }, { authorization: basic }]) {
    const answer = await app.inject({ url: '/openapi.json', headers });
    assert.equal(answer.statusCode, 200);
    assert.ok(answer.json().paths['/things/{id}']);
  }
  const page = await app.inject({ url: '/docs/', headers: signed });
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /https?:\/\//);
});

test('all schema errors are told, with path and fix', async () => {
  const answer = await post({ amount: -1.5, kind: 'c', extra: 1 });
  assert.equal(answer.statusCode, 400);
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
  const { code, problems } = answer.json();
  assert.equal(code, 'invalid_input');
  const paths = problems.map((problem: { path: string }) => problem.path);
  assert.deepEqual([...new Set(paths)].sort(), ['/amount', '/extra', '/kind', '/name']);
  const kind = problems.find((problem: { path: string }) => problem.path === '/kind');
  assert.equal(kind.detail, 'must be one of "a", "b"');
});

test('bodies are strict, queries are read from text', async () => {
  assert.equal((await post({ name: 'x', amount: '5' })).statusCode, 400);
  const right = await post({ name: 'x', amount: 5 }, {}, '/things/1?limit=3');
  assert.equal(right.json().limit, 3);
  assert.equal((await post({ name: 'x', amount: 5 })).json().limit, 10);
  const wrong = await post({ name: 'x', amount: 5 }, {}, '/things/1?limit=many');
  assert.equal(wrong.json().path, '/query/limit');
});

test('what cannot be read is refused with a code, never a 5xx', async () => {
  const deep = `{"name":"x","amount":1,"data":${'['.repeat(2000)}${']'.repeat(2000)}}`;
  const cases: [string, number, string][] = [
    ['{"a":', 400, 'invalid_json'],
    ['', 400, 'invalid_json'],
    ['{"__proto__":{"x":1}}', 400, 'invalid_json'],
    [`{"name":"${'x'.repeat(20_000)}"}`, 413, 'body_too_large'],
    [deep, 400, 'invalid_input'],
    ['{"name":"a\\u0000b","amount":1}', 400, 'invalid_input'],
    ['{"name":"a\\ud800b","amount":1}', 400, 'invalid_input'],
    [`{"name":"x","amount":1,"${'y'.repeat(5000)}":1}`, 400, 'invalid_input'],
  ];
  for (const [payload, status, code] of cases) {
    const answer = await post(payload);
    assert.equal(answer.statusCode, status, payload.slice(0, 40));
    assert.equal(answer.json().code, code);
    assert.ok(answer.json().fix);
    assert.ok(answer.body.length < 2_000);
  }
  const media = await post('<a/>', { 'content-type': 'text/xml' });
  assert.equal(media.json().code, 'unsupported_media_type');
  assert.equal((await post({}, {}, '/things/%00')).statusCode, 400);
  assert.equal((await post({}, {}, '/things/%ff')).statusCode, 400);
});

test('404, and 405 with what is allowed', async () => {
  const nothing = await app.inject({ url: '/nowhere', headers: signed });
  assert.equal(nothing.json().code, 'not_found');
  const method = await app.inject({ url: '/things/1', method: 'PUT', headers: signed });
  assert.equal(method.statusCode, 405);
  assert.match(String(method.headers.allow), /POST/);
});

test('a bug tells nothing but the request id', async () => {
  const answer = await post({ name: 'bug', amount: 1 }, { 'x-request-id': 'till-42-17' });
  assert.equal(answer.statusCode, 500);
  assert.equal(answer.json().requestId, 'till-42-17');
  assert.equal(answer.headers['x-request-id'], 'till-42-17');
  assert.doesNotMatch(answer.body, /secret/);
  const strange = await post({ name: 'x', amount: 1 }, { 'x-request-id': 'a b' });
  assert.match(String(strange.headers['x-request-id']), /^[0-9a-f-]{36}$/);
});

test('the same key gives the same answer; other content is refused', async () => {
  const headers = { 'idempotency-key': 'first' };
  const first = await post({ name: 'x', amount: 1 }, headers);
  const again = await post({ name: 'x', amount: 1 }, headers);
  assert.equal(again.body, first.body);
  assert.equal(again.headers['idempotency-replayed'], 'true');
  const other = await post({ name: 'x', amount: 2 }, headers);
  assert.equal(other.statusCode, 409);
  assert.equal(other.json().code, 'idempotency_key_reused');
  assert.equal((await post({ name: 'x', amount: 1 }, headers)).body, first.body);
});

test('a final no is kept, a bug is not', async () => {
  const no = await post({ name: 'no', amount: 1 }, { 'idempotency-key': 'no' });
  const again = await post({ name: 'no', amount: 1 }, { 'idempotency-key': 'no' });
  assert.equal(again.headers['idempotency-replayed'], 'true');
  assert.equal(again.statusCode, no.statusCode);
  const before = calls;
  await post({ name: 'bug', amount: 1 }, { 'idempotency-key': 'bug' });
  await post({ name: 'bug', amount: 1 }, { 'idempotency-key': 'bug' });
  assert.equal(calls, before + 2);
});

test('of 20 at once with one key, one runs', async () => {
  const before = calls;
  const headers = { 'idempotency-key': 'twenty' };
  const all = await Promise.all(
    Array.from({ length: 20 }, () => post({ name: 'x', amount: 1 }, headers)),
  );
  assert.equal(calls, before + 1);
  assert.ok(all.every((answer) => [200, 409].includes(answer.statusCode)));
});

test('old keys are forgotten in bounded steps', async () => {
  const forgotten = await forgetIdempotency(database.pool, { before: START + 1, limit: 2 });
  assert.equal(forgotten, 2);
  const none = await forgetIdempotency(database.pool, { before: START - 1, limit: 2 });
  assert.equal(none, 0);
});

test('requests are counted', async () => {
  const answer = await app.inject({ url: '/metrics', headers: signed });
  assert.match(answer.body, /hachi_http_request_seconds_count\{.*route="\/things\/:id"/);
});
