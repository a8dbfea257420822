/** Goal: a hub works under a role that can neither change nor remove a row of the access log. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Hub, startHub } from '../../src/app.ts';
import { TurnedClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openAppRole } from '../../src/platform/db/app-role.ts';
import { openPool, type Pool } from '../../src/platform/db/pool.ts';
import { openLog } from '../../src/platform/log.ts';
import { PROGRAM } from '../api/program.ts';
import { testDatabase } from '../database.ts';

const KEY = 'hk_test_0123456789abcdef';
const data = mkdtempSync(join(tmpdir(), 'hachi-role-'));
const database = await testDatabase();
let hub: Hub;
let app: Pool;

before(async () => {
  const url = await openAppRole(database.url);
  const config = readConfig(
    { DATABASE_URL: url, HACHI_DATABASE_OWNER_URL: database.url },
    { data, port: 0, demo: false, 'log-level': 'silent', 'admin-key': KEY },
  );
  const clock = new TurnedClock(Date.UTC(2026, 5, 1));
  hub = await startHub({ config, log: openLog('silent'), clock });
  app = openPool(url);
});
after(async () => {
  await app.end();
  await hub.stop();
  await database.drop();
  rmSync(data, { recursive: true, force: true });
});

async function send(method: string, path: string, body: unknown) {
  const answer = await fetch(hub.url + path, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('the hub does all its work: program, events, a new month, checkpoints, a proof', async () => {
  assert.equal((await send('PUT', '/v1/program', { document: PROGRAM })).status, 200);
  const event = { id: 'p1', type: 'purchase', member: { card: 'A' }, data: { total: 1_000 } };
  assert.equal((await send('POST', '/v1/events', event)).status, 201);
  await app.query(`select ensure_month_partitions('2031-05-01', 1)`);
  assert.equal((await send('POST', '/v1/audit/checkpoints', {})).body.made, 1);
  assert.equal((await send('POST', '/v1/proofs', {})).body.differences, 0);
  const verified = await send('POST', '/v1/audit/verify', {});
  assert.deepEqual([verified.body.faults, verified.body.warnings], [0, []]);
});

test('its role can neither bend the log nor put the guards aside', async () => {
  for (const statement of [
    `update audit_log set actor = 'nobody'`,
    'delete from audit_log',
    'truncate audit_log',
    `insert into audit_log select * from audit_log`,
    'update audit_heads set rows = rows + 1',
    'insert into audit_heads select day, 99, rows, link from audit_heads',
    'update audit_checkpoints set no = no + 1',
    'delete from audit_checkpoint_chains',
    `update v_accepted_events set actor = 'nobody'`,
    'delete from audit_alerts',
    'alter table audit_log disable trigger all',
    'drop trigger audit_log_append_only on audit_log',
    'drop table audit_log',
    'alter table audit_log owner to hub',
    'set session_replication_role = replica',
    `select platform_grant_app('hub')`,
    `update platform_app_rights set rights = 'select, delete'`,
    'create or replace function audit_refuse() returns trigger language plpgsql as $$begin end$$',
  ]) {
    await assert.rejects(app.query(statement), { code: '42501' }, statement);
  }
  const { rows: views } = await app.query(
    `select has_table_privilege('v_accepted_events', 'update') as may`,
  );
  assert.deepEqual(views, [{ may: false }]);
  const { rows } = await app.query('select count(*)::int as count from audit_log');
  assert.ok(rows[0].count > 0);
});

test('who owns the tables is told so', async () => {
  const config = readConfig(
    { DATABASE_URL: database.url },
    { data, port: 0, demo: false, 'log-level': 'silent', 'admin-key': KEY },
  );
  const clock = new TurnedClock(Date.UTC(2026, 5, 1));
  const owning = await startHub({ config, log: openLog('silent'), clock });
  const answer = await fetch(`${owning.url}/v1/audit/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const { warnings } = (await answer.json()) as { warnings: string[] };
  await owning.stop();
  assert.match(warnings[0] ?? '', /owns the log/);
});
