/** Goal: whatever is done to the tables of the log, the hub finds it and says where. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { TurnedClock } from '../../platform/clock.ts';
import type { PoolClient } from '../../platform/db/pool.ts';
import { makeCheckpoint } from './checkpoints.ts';
import type { Fault } from './core/fault.ts';
import { rootByPath } from './core/merkle.ts';
import { AuditLog } from './log.ts';
import { proveRow } from './prove-row.ts';
import { sha256 } from './sha256.ts';
import { checkpointSigner } from './signer.ts';
import { newVerifyCursor, verifyStep } from './verify.ts';

const database = await testDatabase();
after(() => database.drop());
const { pool } = database;
const clock = new TurnedClock(Date.UTC(2026, 10, 22, 12));
const audit = new AuditLog(clock);
const signer = checkpointSigner(new Uint8Array(32).fill(7));
const witness = async () => ({ faults: [], next: null });
const parts = { pool, clock, audit, signer, witness };
const CHAIN = '2026-11-22/1';

async function verified(): Promise<Fault[]> {
  const faults: Fault[] = [];
  let cursor = newVerifyCursor();
  for (let done = false; !done; ) {
    const step = await verifyStep(parts, JSON.parse(JSON.stringify(cursor)));
    faults.push(...step.faults);
    ({ cursor, done } = step);
  }
  return faults;
}

async function note(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const reason = index % 2 ? 'asked' : undefined;
    await audit.note(pool, [
      {
        ...{ actor: `key:till-${index % 3}`, action: 'members.read', subject: `mem_${index}` },
        ...{ fields: ['phone'], detail: { index }, ...(reason && { reason }) },
      },
    ]);
  }
}

/** A hand that no trigger holds back, and that is taken away again. */
async function bent(work: (client: PoolClient) => Promise<unknown>): Promise<Fault[]> {
  const client = await pool.connect();
  try {
    await client.query('create table kept_log as select * from audit_log');
    await client.query('create table kept_heads as select * from audit_heads');
    await client.query('create table kept_points as select * from audit_checkpoints');
    await client.query('create table kept_sums as select * from audit_checkpoint_chains');
    await client.query(`set session_replication_role = replica`);
    await work(client);
    return await verified();
  } finally {
    for (const [table, kept] of [
      ['audit_log', 'kept_log'],
      ['audit_heads', 'kept_heads'],
      ['audit_checkpoints', 'kept_points'],
      ['audit_checkpoint_chains', 'kept_sums'],
    ]) {
      await client.query(`delete from ${table}`);
      await client.query(`insert into ${table} select * from ${kept}`);
      await client.query(`drop table ${kept}`);
    }
    await client.query(`set session_replication_role = origin`);
    client.release();
  }
}

before(async () => {
  await note(20);
  assert.equal((await makeCheckpoint(parts, 'hub'))?.checkpoint.no, 1);
  await note(20);
  assert.equal((await makeCheckpoint(parts, 'hub'))?.checkpoint.no, 2);
  await note(10);
  await pool.query('create table kept_for_runs as select * from audit_log');
});

test('a log that nobody has touched is without a fault', async () => {
  assert.deepEqual(await verified(), []);
});

test('300 tamperings of the table: each is found, and its place is named', async () => {
  let state = 2_026;
  const pick = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const { rows } = await pool.query<{ rows: number }>('select rows from audit_heads');
  const size = rows[0]?.rows ?? 0;
  const CHANGES = [
    `at = at + interval '1 millisecond'`,
    `actor = 'nobody'`,
    `action = action || 's'`,
    `subject = null`,
    `fields = '["phone","e-mail"]'`,
    `reason = 'because'`,
    `detail = '{"index": -1}'`,
    `link = sha256(link)`,
  ];
  for (let run = 0; run < 300; run++) {
    const no = 1 + pick(size);
    const other = 1 + ((no + pick(size - 1)) % size);
    const kind = run % 4;
    const found = await bentRows(kind, no, other, CHANGES[pick(CHANGES.length)] as string);
    const places = [no, ...(kind === 3 ? [other] : []), ...(kind === 2 ? [size + 1, null] : [])];
    const named = found.some((fault) => places.includes(fault.no) || places.includes(fault.to));
    assert.ok(named, `${['change', 'delete', 'insert', 'swap'][kind]} ${no} ${other}`);
  }
});

/** One hand on the rows, taken away again after the look. */
async function bentRows(kind: number, no: number, other: number, change: string): Promise<Fault[]> {
  const client = await pool.connect();
  const rows = `day = '2026-11-22' and writer = 1`;
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    if (kind === 0)
      await client.query(`update audit_log set ${change} where ${rows} and no = ${no}`);
    if (kind === 1) await client.query(`delete from audit_log where ${rows} and no = ${no}`);
    if (kind === 2) {
      await client.query(
        `insert into audit_log
          select day, writer, (select max(no) + 1 from audit_log where ${rows}), at, actor, action,
            subject, fields, reason, detail, link
          from audit_log where ${rows} and no = ${no}`,
      );
    }
    if (kind === 3) {
      for (const [from, to] of [
        [no, 1_000_000],
        [other, no],
        [1_000_000, other],
      ]) {
        await client.query(`update audit_log set no = ${to} where ${rows} and no = ${from}`);
      }
    }
    await client.query('commit');
    return await verified();
  } finally {
    await restore(client);
    client.release();
  }
}

/** Puts the log back as it was before the first hand was laid on it. */
async function restore(client: PoolClient): Promise<void> {
  await client.query('begin');
  await client.query('set local session_replication_role = replica');
  await client.query('delete from audit_log');
  await client.query('insert into audit_log select * from kept_for_runs');
  await client.query('commit');
}

test('heads and checkpoints that are bent are named too', async () => {
  const cases: [string, string, string][] = [
    ['update audit_heads set rows = rows + 1', 'head_changed', CHAIN],
    ['update audit_heads set link = sha256(link)', 'head_changed', CHAIN],
    ['delete from audit_heads', 'head_missing', CHAIN],
    ['delete from audit_checkpoints where no = 1', 'checkpoint_missing', 'checkpoint 1'],
    ['delete from audit_checkpoints where no = 2', 'checkpoint_missing', 'checkpoint 2'],
    [
      `update audit_checkpoints set at = at + interval '1 s' where no = 2`,
      'checkpoint_changed',
      'checkpoint 2',
    ],
    [
      'update audit_checkpoints set root = previous where no = 1',
      'checkpoint_changed',
      'checkpoint 1',
    ],
    [
      'delete from audit_checkpoint_chains where checkpoint = 1',
      'checkpoint_changed',
      'checkpoint 1',
    ],
    [
      'update audit_checkpoint_chains set rows = rows - 1 where checkpoint = 1',
      'checkpoint_changed',
      'checkpoint 1',
    ],
    ['delete from audit_log where no > 30', 'rows_missing', CHAIN],
  ];
  for (const [statement, code, where] of cases) {
    const faults = await bent((client) => client.query(statement));
    assert.deepEqual(
      faults.map((fault) => [fault.code, fault.where]),
      [[code, where]],
      statement,
    );
  }
});

test('a tail that is cut off with its head is missed by the checkpoint', async () => {
  const [fault] = await bent(async (client) => {
    await client.query('delete from audit_log where no > 30');
    await client.query(
      `update audit_heads set rows = 30, link = (select link from audit_log where no = 30)`,
    );
  });
  assert.deepEqual(fault && [fault.code, fault.no], ['rows_missing', 31]);
});

test('a chain that was bent is not signed, and raises one alert', async () => {
  await bent(async (client) => {
    await client.query(`update audit_log set actor = 'nobody' where no = 48`);
    assert.equal(await makeCheckpoint(parts, 'hub'), null);
    await makeCheckpoint(parts, 'hub');
    const { rows } = await pool.query(
      `select subject from audit_alerts where kind = 'log_bent' and seen_at is null`,
    );
    assert.deepEqual(rows, [{ subject: CHAIN }]);
  });
  await pool.query('delete from audit_alerts');
});

test('a proof leads from a row to the root that was signed', async () => {
  for (const no of [1, 20, 21, 33, 41]) {
    const proof = await proveRow(pool, { day: '2026-11-22', writer: 1, no });
    const { row, chain, checkpoint } = proof;
    assert.equal(sha256.leaf(row.content), row.leaf);
    const at = { index: row.index, size: chain.rows };
    assert.equal(rootByPath(row.leaf, at, proof.path, sha256), chain.root);
    const { day, writer, rows, link, root } = chain;
    const leaf = sha256.leaf(`${day}\n${writer}\n${rows}\n${link}\n${root}\n`);
    const place = { index: proof.chainIndex, size: checkpoint.chains };
    assert.equal(rootByPath(leaf, place, proof.chainPath, sha256), checkpoint.root);
    assert.ok(checkpoint.text.endsWith(`${checkpoint.root}\n`));
  }
  const early = proveRow(pool, { day: '2026-11-22', writer: 1, no: 50 });
  await assert.rejects(early, { status: 409 });
  await assert.rejects(proveRow(pool, { day: '2026-11-22', writer: 1, no: 99 }), { status: 404 });
});

test('20 writers at once, some give up, and checkpoints between them: no fault', async () => {
  clock.turnTo(Date.UTC(2026, 10, 23, 23, 59, 59, 900));
  await Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let run = 0; run < 15; run++) {
        const client = await pool.connect();
        await client.query('begin');
        const entry = { actor: `key:${writer}`, action: 'members.read', subject: null };
        await audit.note(client, [entry, { ...entry, detail: { run } }]);
        await client.query(run % 5 === 4 ? 'rollback' : 'commit');
        client.release();
        if (run % 6 === 0) await makeCheckpoint(parts, 'hub');
        clock.turnTo(clock.now() + 1);
      }
    }),
  );
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from audit_log where actor like 'key:%' and day > '2026-11-22'`,
  );
  assert.equal(rows[0]?.count, 20 * 12 * 2);
  assert.deepEqual(await verified(), []);
});
