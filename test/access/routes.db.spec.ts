/** Goal: every route of the hub says what a caller must be allowed to do, and holds to it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isPermission, PERMISSIONS, ROLES } from '../../src/rooms/access/index.ts';
import { testHub } from '../hub.ts';

const hub = await testHub();
after(() => hub.stop());

/** What anybody may ask without saying who they are: nothing about a member or a program. */
const PUBLIC = [
  '/',
  '/healthz',
  '/readyz',
  '/status/format.js',
  '/status/page.css',
  '/status/page.js',
  '/status/stream.js',
  '/status/words-en.js',
  '/status/words-zh.js',
  '/v1/codes/keys',
  '/v1/operators/password',
  '/v1/session',
  '/v1/session/sso',
  '/v1/session/sso/callback',
];

test('every route has a permission of the catalogue, or is on the list of public ones', () => {
  const wrong = hub.routes
    .filter((route) => !route.public && !(route.permission && isPermission(route.permission)))
    .map(({ method, url, permission }) => `${method} ${url}: ${permission}`);
  assert.deepEqual(wrong, [], 'give each a config: { permission } from access/core/permissions.ts');
  const open = hub.routes.filter((route) => route.public).map(({ url }) => url);
  assert.deepEqual([...new Set(open)].sort(), PUBLIC);
});

test('every role holds only permissions that exist, and no role holds all', () => {
  for (const [name, { may }] of Object.entries(ROLES)) {
    assert.equal(new Set(may).size, may.length, `${name} lists one twice`);
    assert.ok(may.every(isPermission));
    assert.ok(may.length < Object.keys(PERMISSIONS).length);
  }
});

test('without a key there is no way in, and paths that do not exist tell nothing', async () => {
  for (const { method, url } of hub.routes.filter((route) => !route.public)) {
    const path = url.replace(/:\w+/g, 'x').replace('*', 'x');
    const answer = await hub.request(method, path, { headers: { authorization: '' } });
    assert.equal(answer.status, 401, `${method} ${url}`);
  }
  const nowhere = await hub.request('GET', '/v1/no', { headers: { authorization: '' } });
  assert.equal(nowhere.status, 401);
});
