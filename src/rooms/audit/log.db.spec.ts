/** Goal: what is noted stands with its deed or not at all, in chains that nobody waits for. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { transaction } from '../../platform/db/pool.ts';
import { contentOf } from './core/content.ts';
import type { LoggedRow } from './core/entry.ts';
import { NO_LINK } from './core/hashing.ts';
import { AuditLog } from './log.ts';
import { sha256 } from './sha256.ts';

const database = await testDatabase();
after(() => database.drop());
const { pool } = database;
const clock = new TurnedClock(Date.UTC(2026, 10, 22, 23, 59, 59, 999));
const audit = new AuditLog(clock);

async function chain(writer: number): Promise<LoggedRow[]> {
  const { rows } = await pool.query<LoggedRow>(
    `select day, writer, no, at, actor, action, subject, fields::text, reason, detail::text,
        encode(link, 'hex') as link
      from audit_log where writer = $1::int order by day, no`,
    [writer],
  );
  return rows;
}

test('a row is chained to the one before, by the hash that the code computes too', async () => {
  await audit.note(pool, [
    { actor: 'admin', action: 'members.read', subject: 'm_1', fields: ['phone', 'ünï"code'] },
    { actor: 'operator:3', action: 'members.write', subject: null, reason: 'asked, by phone' },
    { actor: 'hub', action: 'events.accepted', subject: '', detail: { events: 3, 'a,b': [null] } },
  ]);
  const rows = await chain(1);
  assert.equal(rows.length, 3);
  let before = NO_LINK;
  for (const row of rows) {
    assert.equal(row.day, '2026-11-22');
    assert.equal(row.at, clock.now());
    before = sha256.link(before, sha256.leaf(contentOf(row)));
    assert.equal(row.link, before);
  }
});

test('what is rolled back is not in the log, and leaves no gap', async () => {
  const before = await chain(1);
  const failed = transaction(pool, async (client) => {
    await audit.note(client, [{ actor: 'admin', action: 'members.read', subject: 'm_2' }]);
    throw new Error('no');
  });
  await assert.rejects(failed);
  assert.deepEqual(await chain(1), before);
});

test('a transaction that is under way holds its chain, and others take another one', async () => {
  await transaction(pool, async (client) => {
    await audit.note(client, [{ actor: 'admin', action: 'a', subject: null }]);
    await audit.note(pool, [{ actor: 'admin', action: 'b', subject: null }]);
    await audit.note(client, [{ actor: 'admin', action: 'c', subject: null }]);
  });
  const { rows } = await pool.query(
    `select writer, string_agg(action, '' order by no) as told from audit_log
      where action in ('a', 'b', 'c') group by writer order by told`,
  );
  assert.deepEqual(
    rows.map((row) => row.told),
    ['ac', 'b'],
  );
});

test('a new day begins new chains', async () => {
  clock.turnTo(Date.UTC(2026, 10, 23));
  await audit.note(pool, [{ actor: 'admin', action: 'members.read', subject: null }]);
  const { rows } = await pool.query(`select day, rows from audit_heads where day = '2026-11-23'`);
  assert.deepEqual(rows, [{ day: '2026-11-23', rows: 1 }]);
});

test('not even the owner of the tables changes or removes a row by mistake', async () => {
  for (const statement of [
    `update audit_log set actor = 'nobody'`,
    'delete from audit_log',
    'truncate audit_log',
    'delete from audit_heads',
    'update audit_heads set rows = rows - 1',
    'update audit_checkpoints set no = no + 1',
    'delete from audit_checkpoint_chains',
  ]) {
    await assert.rejects(pool.query(statement), { code: '42501' }, statement);
  }
});

test('an alert is kept, and that it was raised is noted', async () => {
  const id = await audit.raiseAlert(pool, {
    kind: 'break_glass',
    actor: 'operator:3',
    subject: 'm_9',
  });
  const { rows } = await pool.query(
    `select a.kind, l.action, l.detail from audit_alerts a
      join audit_log l on (l.detail->>'alert')::bigint = a.alert_id
      where a.alert_id = $1::bigint`,
    [id],
  );
  assert.deepEqual(rows, [
    { kind: 'break_glass', action: 'alerts.raise', detail: { alert: id, kind: 'break_glass' } },
  ]);
});
