/**
 * Goal: a hub that knows its touchpoints takes events from those only, shuts one out within a
 * second, also on the hub beside it, and does not ask where none is registered.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fingerprint, testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const hub = await testHub({ program: PROGRAM });
const beside = await testHub({ beside: hub });
after(async () => {
  await beside.stop();
  await hub.stop();
});

const visit = (id: string, more: object = {}) => ({
  ...{ id, type: 'visit', member: { card: 'A' }, happenedAt: '2025-12-31T08:00:00Z' },
  ...more,
});

async function put(...touchpoints: object[]) {
  const answer = await hub.request('PUT', '/v1/catalog/touchpoints', {
    body: JSON.stringify(touchpoints),
    headers: { 'content-type': 'application/json' },
  });
  return answer;
}

async function whereOf(id: string): Promise<unknown> {
  const { rows } = await hub.pool.query(
    'select touchpoint, store, channel from events where id = $1::text',
    [id],
  );
  return rows[0];
}

test('a hub without touchpoints does not ask, and says so', async () => {
  const { status } = await hub.post('/v1/events', visit('corner', { touchpoint: 'anything' }));
  assert.equal(status, 201);
  assert.deepEqual((await hub.get('/v1/catalog/touchpoints')).body.items, []);
});

test('touchpoints are written, listed and told apart', async () => {
  const written = await put(
    {
      id: 'till-1',
      kind: 'pos',
      name: 'Till 1',
      nameZh: '一号收银台',
      store: 's1',
      channel: 'store',
    },
    { id: 'phones', kind: 'app', channel: 'app' },
  );
  assert.deepEqual(written.body, { accepted: 2, dryRun: false });
  const { items } = (await hub.get('/v1/catalog/touchpoints')).body;
  assert.deepEqual(items[1], {
    ...{ id: 'till-1', kind: 'pos', name: 'Till 1', nameZh: '一号收银台', store: 's1' },
    ...{ channel: 'store', state: 'active', revokedAt: null, lastSeen: null },
  });
  const wrong = await put({ id: 'hub', kind: 'pos' }, { id: 'x', kind: 'poss' });
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    wrong.body.problems.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`),
    ['touchpoint_reserved /0/id', 'word_unknown /1/kind'],
  );
});

test('an event gets its store and channel, or is refused and changes nothing', async () => {
  assert.equal((await hub.post('/v1/events', visit('a', { touchpoint: 'till-1' }))).status, 201);
  assert.deepEqual(await whereOf('a'), { touchpoint: 'till-1', store: 's1', channel: 'store' });
  assert.equal((await hub.post('/v1/events', visit('b'))).status, 201);
  assert.deepEqual(await whereOf('b'), { touchpoint: 'hub', store: null, channel: null });
  const before = await fingerprint(hub.pool);
  const tries: readonly (readonly [object, number, string])[] = [
    [{ touchpoint: 'till-9' }, 422, 'touchpoint_unknown'],
    [{ touchpoint: 'till-1', store: 's2' }, 422, 'touchpoint_store_differs'],
    [{ touchpoint: 'phones', channel: 'web' }, 422, 'touchpoint_channel_differs'],
  ];
  for (const [more, status, code] of tries) {
    const answer = await hub.post('/v1/events', visit('c', more));
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    const dry = await hub.post('/v1/events?dryRun=true', visit('c', more));
    assert.deepEqual([dry.status, dry.body.code], [status, code]);
  }
  assert.deepEqual(await fingerprint(hub.pool), before);
});

test('the key of a touchpoint stands where that stands, and speaks for no other', async () => {
  const made = await hub.post('/v1/keys', {
    ...{ name: 'till 1', permissions: ['events.write', 'offline.upload'] },
    touchpoint: 'till-1',
  });
  const free = await hub.post('/v1/keys', { name: 'shop', permissions: ['events.write'] });
  const by = (key: string) => ({ authorization: `Bearer ${key}` });
  const till = by(made.body.key);
  assert.equal((await hub.post('/v1/events', visit('k1'), till)).status, 201);
  assert.deepEqual(await whereOf('k1'), { touchpoint: 'till-1', store: 's1', channel: 'store' });
  const other = await hub.post('/v1/events', visit('k2', { touchpoint: 'phones' }), till);
  assert.deepEqual([other.status, other.body.code], [403, 'touchpoint_foreign']);
  const moved = await hub.post('/v1/events', visit('k3', { store: 's2' }), till);
  assert.deepEqual([moved.status, moved.body.code], [422, 'touchpoint_store_differs']);
  const upload = { till: 'till-2', operations: [] };
  const foreign = await hub.post('/v1/offline/uploads', upload, till);
  assert.equal(foreign.body.code, 'touchpoint_foreign');
  const nowhere = await hub.post('/v1/events', visit('k4'), by(free.body.key));
  assert.deepEqual([nowhere.status, nowhere.body.code], [422, 'touchpoint_missing']);
  const named = visit('k5', { touchpoint: 'phones' });
  assert.equal((await hub.post('/v1/events', named, by(free.body.key))).status, 201);
  const old = await hub.post('/v1/events?history=true', visit('k6'), by(free.body.key));
  assert.deepEqual([old.status, old.body.code], [403, 'permission_missing']);
});

test('a revoked touchpoint is shut out at both hubs; what is known keeps its answer', async () => {
  const first = visit('kept', { touchpoint: 'till-1' });
  assert.equal((await beside.post('/v1/events', first)).status, 201);
  await put({ id: 'till-1', kind: 'pos', store: 's1', channel: 'store', state: 'revoked' });
  const refused = await hub.post('/v1/events', visit('late', { touchpoint: 'till-1' }));
  assert.deepEqual([refused.status, refused.body.code], [403, 'touchpoint_revoked']);
  hub.clock.turnTo(hub.clock.now() + 1_000);
  const there = await beside.post('/v1/events', visit('late', { touchpoint: 'till-1' }));
  assert.deepEqual([there.status, there.body.code], [403, 'touchpoint_revoked']);
  const again = await beside.post('/v1/events', first);
  assert.deepEqual([again.status, again.body.duplicate], [200, true]);
  const { items } = (await hub.get('/v1/catalog/touchpoints?limit=2')).body;
  assert.equal(items[1].state, 'revoked');
  assert.ok(items[1].revokedAt);
});

test('replacing a touchpoint without its state does not bring it back', async () => {
  await put({ id: 'till-1', kind: 'pos', name: 'Till one', store: 's1', channel: 'store' });
  const answer = await hub.post('/v1/events', visit('back', { touchpoint: 'till-1' }));
  assert.equal(answer.body.code, 'touchpoint_revoked');
});

test('history may name touchpoints that are gone, and only one route takes it', async () => {
  const path = '/v1/events?history=true';
  const old = await hub.post(path, visit('old', { touchpoint: 'till-of-2019' }));
  assert.equal(old.status, 201);
  assert.ok(old.body.flags.includes('touchpoint_gone'));
  assert.equal((await hub.post(path, visit('nowhere'))).status, 201);
  assert.equal(((await whereOf('nowhere')) as { touchpoint: null }).touchpoint, null);
  const bad = await hub.post('/v1/events?history=maybe', visit('x'));
  assert.equal(bad.body.code, 'not_a_boolean');
  const other = await hub.post('/v1/purchases?history=true', { id: 'x' });
  assert.equal(other.body.code, 'unknown_field');
});

test('a till that nobody has registered may upload again when somebody has', async () => {
  const upload = { till: 'till-3', operations: [{ op: '1', ...visit('') }] };
  const body = { ...upload, operations: [{ ...upload.operations[0], id: undefined }] };
  const early = await hub.post('/v1/offline/uploads', body);
  assert.deepEqual([early.status, early.body.code], [422, 'touchpoint_unknown']);
  await put({ id: 'till-3', kind: 'pos', store: 's3' });
  const late = await hub.post('/v1/offline/uploads', body);
  assert.deepEqual(late.body.counts, { applied: 1 });
});

test('figures tell refusals by reason, and when a touchpoint was seen', async () => {
  const { body } = await hub.get('/metrics');
  assert.match(body, /hachi_intake_refused_total\{reason="touchpoint_revoked"\} 2/);
  assert.match(body, /hachi_catalog_touchpoints\{state="revoked"\} 1/);
  await hub.post('/v1/events', visit('seen', { touchpoint: 'phones' }));
  await beside.stop();
});
