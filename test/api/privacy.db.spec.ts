/** Goal: a person gets everything in one call, once, for some days; deadlines are kept. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AuditLog } from '../../src/rooms/audit/index.ts';
import { OF_SOMEBODY } from '../../src/rooms/privacy/core/holding.ts';
import { HOLDINGS } from '../../src/rooms/privacy/core/holdings.ts';
import { tablesOfSomebody } from '../../src/rooms/privacy/holdings-store.ts';
import { endRetention, Privacy } from '../../src/rooms/privacy/index.ts';
import { testHub } from '../hub.ts';
import { testVault } from '../vault.ts';
import { PROGRAM } from './program.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 5, 1, 4);
const consent = {
  purposes: [
    {
      id: 'newsletter',
      name: { en: 'News', zh: '资讯' },
      versions: [{ id: '1', from: '2026-01-01', text: 'May we write?' }],
      rests: { attributes: ['size', 'address'] },
    },
  ],
  requests: { answerWithin: 'P15D' },
};
const profile = {
  fields: {
    name: { keep: 'sealed', purpose: 'To greet you' },
    address: { keep: 'sealed', purpose: 'To deliver' },
    size: { keep: 'trait', purpose: 'To fit' },
    city: { keep: 'trait', purpose: 'To be near' },
  },
};
const program = { ...PROGRAM, consent, profile, retention: { exports: 'P2D' } };
const hub = await testHub({ program, at: AT });
after(() => hub.stop());

const PHONE = '+8613800138477';
const NAME = '郝沐阳';
const of = (card: string, rest = '') => `/v1/members/card:${card}${rest}`;

async function ready(id: string): Promise<Record<string, unknown>> {
  for (let asked = 0; asked < 200; asked++) {
    const { body } = await hub.get(`/v1/data-requests/${id}`);
    if (body.state !== 'open') return body;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('the export was not made');
}

async function populate(card: string): Promise<void> {
  const said = { name: NAME, address: 'Lotus Lane 7', size: 'xl', city: '<b>Wuhan</b>' };
  await hub.post('/v1/members', { member: { card, phone: PHONE }, profile: said });
  await hub.post('/v1/purchases', { id: `p-${card}`, member: { card }, data: { total: 7_700 } });
  const proof = { how: 'paper', reference: 'F-118' };
  await hub.post(of(card, '/consents'), { purpose: 'newsletter', version: '1', proof });
}

test('every table with something about somebody is exported, or says why not', async () => {
  const known = HOLDINGS.map(({ table }) => table);
  const tables = await tablesOfSomebody(hub.pool, OF_SOMEBODY);
  assert.ok(tables.includes('events') && tables.includes('data_exports'), tables.join());
  const forgotten = tables.filter((table) => !known.includes(table));
  assert.deepEqual(forgotten, [], 'add these tables to src/rooms/privacy/core/holdings.ts');
  const reasons = HOLDINGS.flatMap((one) => ('exempt' in one ? [one.exempt] : []));
  assert.ok(reasons.every((reason) => reason.length > 20));
});

test('one call gives everything, as JSON and as a page, and it is noted who fetched', async () => {
  await populate('ann');
  const asked = await hub.post(of('ann', '/export'), {});
  assert.deepEqual([asked.status, asked.body.kind, asked.body.overdue], [202, 'export', false]);
  assert.equal(asked.body.dueAt, '2026-06-16T04:00:00.000Z');
  const { id, state, until } = await ready(asked.body.id);
  assert.deepEqual([state, until], ['ready', '2026-06-03T04:00:00.000Z']);
  const { status, body, headers } = await hub.get(`/v1/data-requests/${id}/export`);
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  const text = JSON.stringify(body);
  for (const part of [PHONE, NAME, 'Lotus Lane 7', 'ann', 'p-ann', 'xl', 'F-118']) {
    assert.ok(text.includes(part), `${part} is missing`);
  }
  const tables = body.holdings.map(({ table }: { table: string }) => table);
  const left = body.left.map(({ table }: { table: string }) => table);
  assert.deepEqual([...tables, ...left].sort(), HOLDINGS.map(({ table }) => table).sort());
  const rows = Object.fromEntries(
    body.holdings.map((one: { table: string; rows: unknown[] }) => [one.table, one.rows.length]),
  );
  assert.equal(rows.events, 3);
  for (const language of ['en', 'zh']) {
    const page = await hub.get(`/v1/data-requests/${id}/export?as=html&language=${language}`);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.ok(page.body.includes(PHONE));
    assert.ok(page.body.includes('&lt;b&gt;Wuhan') && !page.body.includes('<b>Wuhan'));
    assert.ok(page.body.includes(language === 'zh' ? '您的同意' : 'What you agreed to'));
  }
  const { rows: noted } = await hub.pool.query(
    `select detail->>'what' as what from audit_log
      where action = 'privacy.request' order by at, no`,
  );
  const fetched = ['export-fetched', 'export-fetched', 'export-fetched'];
  assert.deepEqual(
    noted.map(({ what }) => what),
    ['export-asked', 'export-made', ...fetched],
  );
});

test('what rests on a consent is not shown without it, and yet is in the export', async () => {
  const seen = async () => (await hub.get(of('ann', '?reveal=true'))).body;
  assert.deepEqual(Object.keys((await seen()).profile), ['address', 'name']);
  await hub.post(of('ann', '/consents/withdrawals'), { purpose: 'newsletter' });
  const { profile: shown, attributes } = await seen();
  assert.deepEqual([Object.keys(shown), Object.keys(attributes)], [['name'], ['city']]);
  const { id } = await ready((await hub.post(of('ann', '/export'), {})).body.id);
  const { body } = await hub.get(`/v1/data-requests/${id}/export`);
  assert.equal(body.person.profile.address.value, 'Lotus Lane 7');
  assert.equal(body.consents.history.length, 2);
});

test('the stored export is sealed, and gone when its time is over', async () => {
  const { rows } = await hub.pool.query<{ sealed: Buffer }>('select sealed from data_exports');
  assert.ok(rows.length > 0);
  for (const { sealed } of rows)
    assert.ok(!sealed.includes(PHONE) && !sealed.includes(NAME) && !sealed.includes('holdings'));
  const [one] = (await hub.get('/v1/data-requests?state=ready')).body.requests;
  hub.clock.turnTo(AT + 2 * DAY);
  assert.equal((await hub.get(`/v1/data-requests/${one.id}/export`)).body.code, 'export_gone');
  const figures = (await hub.get('/v1/privacy/retention')).body.kinds;
  assert.equal(figures.find(({ kind }: { kind: string }) => kind === 'exports').rows, 2);
  const { pool, clock } = hub;
  const programs = { inForce: () => null, version: () => null };
  const vault = await testVault(pool);
  await endRetention({ pool, clock, vault, programs, audit: new AuditLog(clock) }, 100);
  assert.equal((await hub.pool.query('select 1 from data_exports')).rowCount, 0);
  assert.equal((await hub.get(`/v1/data-requests/${one.id}`)).body.state, 'expired');
});

test('asked for twice, and by 20 at once, it is one request while one is open', async () => {
  await populate('bo');
  const all = await Promise.all(
    Array.from({ length: 20 }, () =>
      hub.post('/v1/data-requests', { member: 'card:bo', kind: 'correct', reason: 'wrong city' }),
    ),
  );
  assert.deepEqual([...new Set(all.map(({ status }) => status))], [201]);
  assert.equal(new Set(all.map(({ body }) => body.id)).size, 1);
  const exports = await Promise.all(
    Array.from({ length: 20 }, () => hub.post(of('bo', '/export'), {})),
  );
  assert.ok(exports.every(({ status }) => status === 202));
  const { rows } = await hub.pool.query(
    `select count(*)::int as count from data_requests r join members using (member_id)
      where kind = 'export' and asked_at > to_timestamp($1::float8 / 1000)`,
    [AT + DAY],
  );
  assert.ok(rows[0].count >= 1 && rows[0].count <= 20);
});

test('requests have deadlines, and what is not done cannot be called done', async () => {
  const asked = await hub.post('/v1/data-requests', { member: 'card:bo', kind: 'erase' });
  const close = (outcome: string, reason?: string) =>
    hub.post(`/v1/data-requests/${asked.body.id}/close`, {
      outcome,
      ...(reason ? { reason } : {}),
    });
  assert.equal((await close('done')).body.code, 'data_request_not_done');
  hub.clock.turnTo(AT + 20 * DAY);
  assert.equal((await hub.get(`/v1/data-requests/${asked.body.id}`)).body.overdue, true);
  const refused = await close('refused', 'an open dispute about a purchase');
  assert.deepEqual([refused.status, refused.body.state], [200, 'refused']);
  assert.equal((await close('done')).body.code, 'data_request_closed');
  assert.equal((await hub.get('/v1/data-requests/req_999')).body.code, 'data_request_unknown');
  const correct = (await hub.get('/v1/data-requests?kind=correct')).body.requests[0];
  assert.equal(
    (await hub.get(`/v1/data-requests/${correct.id}/export`)).body.code,
    'export_not_ready',
  );
});

test('erasing a member ends what lies here: exports, words, open requests', async () => {
  await populate('cy');
  const made = await ready((await hub.post(of('cy', '/export'), {})).body.id);
  const ask = (kind: string) =>
    hub.post('/v1/data-requests', { member: 'card:cy', kind, reason: 'my aunt says so' });
  const erase = (await ask('erase')).body.id;
  const correct = (await ask('correct')).body.id;
  assert.equal((await hub.post(of('cy', '/erase'), { id: 'erase-cy' })).status, 201);
  assert.equal((await hub.get(`/v1/data-requests/${made.id}/export`)).body.code, 'export_gone');
  const { pool, clock } = hub;
  const programs = { inForce: () => null, version: () => null };
  const vault = await testVault(pool);
  const ground = { pool, clock, vault, programs, audit: new AuditLog(clock), onError: () => {} };
  assert.equal(await new Privacy(ground).endErased(100), 3);
  assert.equal(await new Privacy(ground).endErased(100), 0);
  const state = async (id: unknown) => (await hub.get(`/v1/data-requests/${id}`)).body;
  assert.deepEqual(
    [(await state(made.id)).state, (await state(erase)).state, (await state(correct)).state],
    ['expired', 'done', 'expired'],
  );
  assert.equal((await state(correct)).reason, null);
  const { rows } = await pool.query('select 1 from data_exports join members using (member_id)');
  assert.ok(rows.length <= 2);
});

test('the program cannot keep things longer or shorter than the bounds', async () => {
  const document = { ...PROGRAM, retention: { exports: 'P90D' } };
  const { body } = await hub.post('/v1/program/validate', { document });
  assert.deepEqual(
    body.problems.map(({ code, path }: never) => [code, path]),
    [['retention_bounds', '/retention/exports']],
  );
});
