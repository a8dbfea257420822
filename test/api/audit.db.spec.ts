/** Goal: over HTTP, who did what is in the log, and the log proves itself. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1) });
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

const purchase = (id: string, card: string) => ({
  ...{ id, type: 'purchase', happenedAt: '2026-05-31T10:00:00Z', member: { card } },
  data: { total: 1_000 },
});

async function log(query: string) {
  const { status, body } = await hub.get(`/v1/audit/log?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function verify() {
  let cursor = null;
  let faults: unknown[] = [];
  for (;;) {
    const { status, body } = await hub.post('/v1/audit/verify', { cursor });
    assert.equal(status, 200, JSON.stringify(body));
    faults = [...faults, ...body.first];
    if (!body.next) return { ...body, faults };
    cursor = body.next;
  }
}

test('what is accepted is noted with its caller, once for a batch; a refusal is not', async () => {
  const body = { events: [purchase('a1', 'ann'), purchase('a2', 'ann'), { id: 'a3' }] };
  assert.equal((await hub.post('/v1/events', body)).status, 200);
  const { rows } = await log('action=events.accept');
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.deepEqual([row.actor, row.subject, row.detail.events], ['admin', 'mem_1', 2]);
  assert.match(row.detail.sum, /^[0-9a-f]{64}$/);
  assert.equal((await hub.post('/v1/events', body)).status, 200);
  assert.equal((await log('action=events.accept')).rows.length, 1, 'known events change nothing');
});

test('20 callers at two hubs at once: no fault, and every event in one sum', async () => {
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const one = index % 2 ? second : hub;
      for (let run = 0; run < 5; run++) {
        const answer = await one.post('/v1/events', purchase(`r${index}-${run}`, `c${index}`));
        assert.equal(answer.status, 201);
      }
      if (index % 5 === 0) await one.post('/v1/audit/checkpoints', {});
    }),
  );
  const { rows } = await log('action=events.accept&limit=500');
  const events = rows.reduce((sum: number, row: { detail: { events: number } }) => {
    return sum + row.detail.events;
  }, 0);
  assert.equal(events, 102);
  const { faults, checkpoints } = await verify();
  assert.deepEqual(faults, []);
  assert.ok(checkpoints >= 1);
});

test('pages follow each other without gap or repetition, and filters hold', async () => {
  const seen: string[] = [];
  let cursor = '';
  for (;;) {
    const page = await log(`action=events.accept&limit=7${cursor}`);
    seen.push(
      ...page.rows.map(({ day, writer, no }: Record<string, unknown>) => `${day}/${writer}/${no}`),
    );
    if (!page.next) break;
    cursor = `&cursor=${page.next}`;
  }
  const all = (await log('action=events.accept&limit=500')).rows;
  assert.equal(seen.length, all.length);
  assert.equal(new Set(seen).size, seen.length);
  assert.equal((await log('subject=mem_1&action=events.accept')).rows.length, 1);
  assert.equal((await log('actor=nobody')).rows.length, 0);
  assert.equal((await log('until=2020-01-01T00:00:00Z')).rows.length, 0);
});

test('who reads the log stands in it', async () => {
  await log('subject=mem_77');
  const { rows } = await log('action=audit.read&subject=mem_77');
  assert.equal(rows[0].actor, 'admin');
});

test('reads of members and changes that are no events are noted with who, what, whom', async () => {
  const put = (path: string, body: unknown) =>
    hub.request('PUT', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const steps: [() => Promise<{ status: number; body: unknown }>, string, string | null][] = [
    [() => hub.get('/v1/members/card:ann/balances'), 'members.read', 'mem_1'],
    [() => hub.get('/v1/members/card:ann/coupons'), 'members.read', 'mem_1'],
    [() => hub.get('/v1/members/card:ann/card?secret=true'), 'members.read', 'mem_1'],
    [() => hub.get('/v1/events/api/a1'), 'events.read', 'mem_1'],
    [() => hub.get('/v1/offline/conflicts'), 'offline.read', null],
    [() => put('/v1/catalog/stores', [{ id: 's1', name: 'One' }]), 'catalog.write', 'stores'],
  ];
  for (const [step, action, subject] of steps) {
    const before = (await log(`action=${action}`)).rows.length;
    const answer = await step();
    assert.equal(answer.status, 200, `${action}: ${JSON.stringify(answer.body)}`);
    const { rows } = await log(`action=${action}`);
    assert.equal(rows.length, before + 1, action);
    assert.deepEqual([rows[0].actor, rows[0].subject], ['admin', subject], action);
  }
  const before = (await log('action=catalog.write')).rows.length;
  await put('/v1/catalog/stores?dryRun=true', [{ id: 's2' }]);
  await put('/v1/catalog/stores', [{ name: 'no id' }]);
  assert.equal((await log('action=catalog.write')).rows.length, before, 'nothing has changed');
});

test('checkpoints are exported with what was signed, and a row is proved under one', async () => {
  assert.equal((await hub.post('/v1/audit/checkpoints', {})).status, 200);
  const { body } = await hub.get('/v1/audit/checkpoints?limit=1');
  assert.match(body.checkpoints[0].text, /^hachi audit checkpoint\n1\n/);
  assert.equal(body.key.crv, 'Ed25519');
  const key = await crypto.subtle.importKey('jwk', body.key, 'Ed25519', false, ['verify']);
  const signature = Buffer.from(body.checkpoints[0].signature, 'hex');
  const signed = new TextEncoder().encode(body.checkpoints[0].text);
  assert.ok(await crypto.subtle.verify('Ed25519', key, signature, signed));
  const [row] = (await log('action=events.accept')).rows;
  const proof = await hub.get(`/v1/audit/log/${row.day}/${row.writer}/${row.no}/proof`);
  assert.equal(proof.status, 200);
  assert.ok(proof.body.row.content.includes('events.accept'));
});

test('an event that somebody changes, removes or adds behind the log is found', async () => {
  const event = `source = 'api' and id = 'a2'`;
  for (const statement of [
    `update events set data = '{"total":2}' where ${event}`,
    `delete from events where ${event}`,
    `insert into events select (jsonb_populate_record(e, '{"no":99,"id":"more"}')).*
      from events e where ${event}`,
  ]) {
    await hub.pool.query('create table kept_events as select * from events');
    await hub.pool.query(statement);
    const { faults } = await verify();
    assert.deepEqual(
      faults.map(({ code, where }: Record<string, unknown>) => [code, where]),
      [['events_differ', '2026-06-01T00:00:00.000Z']],
      statement,
    );
    await hub.pool.query('delete from events');
    await hub.pool.query('insert into events select * from kept_events');
    await hub.pool.query('drop table kept_events');
  }
  assert.deepEqual((await verify()).faults, []);
});

test('a row that somebody changes is named, and raises one alert that is seen once', async () => {
  const [row] = (await log('action=events.accept')).rows;
  const client = await hub.pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(
    `update audit_log set actor = 'nobody' where day = $1::date and writer = $2::int
      and no = $3::int`,
    [row.day, row.writer, row.no],
  );
  await client.query('set session_replication_role = origin');
  client.release();
  const where = `${row.day}/${row.writer}`;
  const { faults } = await verify();
  assert.deepEqual(faults[0], { code: 'row_changed', where, no: row.no, to: row.no });
  await verify();
  const { body } = await hub.get('/v1/audit/alerts');
  assert.deepEqual(
    body.alerts.map(({ kind }: Record<string, unknown>) => kind),
    ['log_bent', 'log_bent'],
    'one for the row, one for the events of before',
  );
  const alert = body.alerts.find((one: { subject: string }) => one.subject === where);
  const seen = `/v1/audit/alerts/${alert.id}/seen`;
  assert.equal((await hub.post(seen, { note: 'it was the test' })).body.seenBy, 'admin');
  assert.equal((await hub.post(seen, { note: 'again' })).body.code, 'alert_not_open');
});

test('odd questions are refused in words', async () => {
  const cases: [string, number, string][] = [
    ['/v1/audit/log?cursor=x', 400, 'cursor_unreadable'],
    [`/v1/audit/log?cursor=${btoa('[9e15,"2026-06-01",1,1]')}`, 400, 'cursor_unreadable'],
    ['/v1/audit/log?from=yesterday', 400, 'invalid_input'],
    ['/v1/audit/log/2026-06-01/1/999999/proof', 404, 'log_row_unknown'],
    ['/v1/audit/log/2026-99-99/1/1/proof', 400, 'invalid_input'],
  ];
  for (const [path, status, code] of cases) {
    const answer = await hub.get(path);
    assert.deepEqual([answer.status, answer.body.code], [status, code], path);
  }
});
