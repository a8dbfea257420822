/** Goal: what stands between network and rooms: limits, other origins, headers, browsers. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestHub, testHub } from '../hub.ts';
import { Visitor } from './visitor.ts';

const ORIGIN = 'https://app.harvest.example';
const MINUTE = 60_000;

let hub: TestHub;
before(async () => {
  hub = await testHub({ settings: { 'cors-origins': ORIGIN, 'requests-per-minute': 40 } });
});
after(() => hub?.stop());

async function makeKey(requestsPerMinute: number | null): Promise<Record<string, string>> {
  const asked = { name: 'till', permissions: ['catalog.read'], requestsPerMinute };
  const made = await hub.post('/v1/keys', asked);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { authorization: `Bearer ${made.body.key}` };
}

test('a key may ask so much a minute, is told what is left; others are not touched', async () => {
  const [small, usual] = [await makeKey(10), await makeKey(null)];
  const ask = (headers: Record<string, string>) =>
    hub.request('GET', '/v1/catalog/stores', { headers });
  const crowd = await Promise.all(Array.from({ length: 20 }, () => ask(small)));
  assert.equal(crowd.filter(({ status }) => status === 200).length, 10);
  const refused = crowd.find(({ status }) => status === 429);
  assert.equal(refused?.body.code, 'rate_limited');
  assert.equal(refused?.headers.get('retry-after'), '6');
  assert.equal(refused?.headers.get('ratelimit-policy'), '"minute";q=10;w=60');
  const left = await ask(usual);
  assert.equal(left.headers.get('ratelimit'), '"minute";r=39;t=2');
  hub.clock.turnTo(hub.clock.now() + MINUTE / 10);
  assert.equal((await ask(small)).status, 200);
  assert.equal((await ask(small)).status, 429);
  const admin = await Promise.all(Array.from({ length: 60 }, () => hub.get('/v1/catalog/stores')));
  assert.ok(admin.every(({ status, headers }) => status === 200 && !headers.has('ratelimit')));
});

test('strangers are counted by their address where they cost something', async () => {
  const visitor = new Visitor(hub);
  const token = 'A'.repeat(43);
  const statuses = new Map<number, number>();
  for (let asked = 0; asked < 310; asked++) {
    const body = { token, password: 'x' };
    const { status } = await visitor.send('POST', '/v1/operators/password', body);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  assert.deepEqual(
    [...statuses],
    [
      [401, 300],
      [429, 10],
    ],
  );
  assert.equal((await visitor.send('GET', '/healthz')).status, 200);
  hub.clock.turnTo(hub.clock.now() + MINUTE);
});

test('pages of listed origins may use a key, others may not, and nobody a session', async () => {
  const ask = (origin: string, method = 'OPTIONS') =>
    fetch(`${hub.url}/v1/catalog/stores`, {
      method,
      headers: {
        ...{ origin, 'access-control-request-method': 'PUT' },
        'access-control-request-headers': 'authorization',
      },
    });
  const allowed = await ask(ORIGIN);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get('access-control-allow-origin'), ORIGIN);
  assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /authorization/);
  assert.equal(allowed.headers.get('access-control-allow-credentials'), null);
  const refused = await ask('https://evil.example');
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get('access-control-allow-origin'), null);
  const real = await hub.request('GET', '/v1/catalog/stores', {
    headers: { origin: ORIGIN, authorization: 'Bearer wrong' },
  });
  assert.equal(real.headers.get('access-control-allow-origin'), ORIGIN);
});

test('every answer says what browsers may do with it, pages too', async () => {
  for (const path of ['/v1/catalog/stores', '/nowhere', '/healthz', '/', '/docs/', '/metrics']) {
    const { headers } = await hub.get(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src '(none|self)'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/, path);
  }
});

test('a password that the browser has kept changes nothing for another site', async () => {
  const authorization = `Basic ${Buffer.from('me:hk_test_0123456789abcdef').toString('base64')}`;
  const post = (headers: Record<string, string>) =>
    hub.post('/v1/keys', { name: 'x', permissions: ['docs.read'] }, { authorization, ...headers });
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await post(headers as Record<string, string>);
    assert.equal(answer.body.code, 'csrf_refused');
  }
  assert.equal((await post({ origin: hub.url })).status, 201);
  assert.equal((await post({})).status, 201);
});

test('behind https the cookie says so, and browsers stay with https', async () => {
  const secure = await testHub({ settings: { 'public-url': 'https://hub.example' }, beside: hub });
  const answer = await secure.get('/healthz');
  assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=\d+/);
  const visitor = new Visitor(secure);
  const headers = { origin: 'https://hub.example' };
  const body = { email: 'nobody@harvest.example', password: 'x' };
  const tried = await visitor.send('POST', '/v1/session', body, headers);
  assert.equal(tried.body.code, 'sign_in_failed');
  const other = await visitor.send('POST', '/v1/session', body, { origin: secure.url });
  assert.equal(other.body.code, 'csrf_refused');
  await secure.stop();
});
