/** Goal: whoever changes something without an event stands in the log, and so does the root. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../api/program.ts';
import { testHub } from '../hub.ts';

const hub = await testHub({ program: PROGRAM });
after(() => hub.stop());

const made = await hub.post('/v1/keys', {
  id: 'desk',
  name: 'desk',
  permissions: ['catalog.write'],
});
const asDesk = { authorization: `Bearer ${made.body.key}`, 'content-type': 'application/json' };
const put = (path: string, body: unknown, headers: Record<string, string> = asDesk) =>
  hub.request('PUT', path, { headers, body: JSON.stringify(body) });
const rows = async (action: string) =>
  (await hub.pool.query('select actor, subject from audit_log where action = $1', [action])).rows;

test('a change of the catalogue names who made it; a dry run notes nothing', async () => {
  const stores = [{ id: 'S001', name: 'One' }];
  assert.equal((await put('/v1/catalog/stores?dryRun=true', stores)).status, 200);
  assert.deepEqual(await rows('catalog.write'), []);
  assert.equal((await put('/v1/catalog/stores', stores)).status, 200);
  assert.equal((await put('/v1/catalog/stores', [{ name: 'no id' }])).status, 422);
  assert.deepEqual(await rows('catalog.write'), [{ actor: 'key:desk', subject: 'stores' }]);
});

test('what the key of the administrator was used for is noted, route by route', async () => {
  const beside = await testHub({ beside: hub });
  await beside.get('/v1/status');
  await beside.get('/v1/status');
  await beside.stop();
  const { rows: uses } = await hub.pool.query<{ detail: { route: string; count: number } }>(
    "select detail from audit_log where action = 'admin.use'",
  );
  const told = uses.map(({ detail }) => (typeof detail === 'string' ? JSON.parse(detail) : detail));
  assert.deepEqual(told, [{ route: 'GET /v1/status', count: 2 }]);
});
