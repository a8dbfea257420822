/**
 * Goal: what one decision asks of another member happens exactly once, whoever dies in between and
 * however many try. Two hubs on one database; the turn is stopped in the middle and its connection
 * is killed, then twenty try at once.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openRooms } from '../../src/app/rooms.ts';
import { TurnedClock } from '../../src/platform/clock.ts';
import { openLog } from '../../src/platform/log.ts';
import { prove } from '../../src/rooms/proof/index.ts';
import { testDatabase } from '../database.ts';

const database = await testDatabase();
const { url, pool } = database;
const clock = new TurnedClock(Date.UTC(2026, 5, 1));
const log = openLog('silent');
const limits = { queueMax: 1_000, batchMax: 128 };
const open = () => openRooms({ url, pool, clock, log, limits });
const one = await open();
const two = await open();
await one.program.publish({
  document: {
    program: 'turns',
    timezone: 'UTC',
    currency: 'EUR',
    points: { star: { expiry: 'never' } },
    referrals: {
      qualify: { within: 'P60D' },
      reach: [{ id: 'ordinary', at: 0, grants: [{ points: 'star', amount: 100 }] }],
    },
  },
});
await two.program.refresh();
after(async () => {
  await one.close();
  await two.close();
  await database.drop();
});

async function say(event: object) {
  const [result] = await one.intake.submit([event]);
  assert.ok(result?.ok, JSON.stringify(result));
  return result.answer;
}

async function count(sql: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::integer from ${sql}`);
  return rows[0]?.count ?? -1;
}

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const STUCK = `pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

test('a turn that dies in the middle is taken once, by whoever comes', async () => {
  const code = { id: 'code', type: 'referral.code', member: { card: 'ann' }, data: {} };
  const { effects, member: ann } = await say(code);
  const lock = await pool.connect();
  await lock.query('begin');
  const row = 'select 1 from member_states where member_id = $1 for update';
  await lock.query(row, [Number(ann?.slice('mem_'.length))]);
  await say({
    ...{ id: 'ben', type: 'member.enrolled', member: { card: 'ben' } },
    data: { referral: { code: effects[0]?.code } },
  });
  assert.equal(await count('follow_up_events'), 1);
  await until(async () => (await count(STUCK)) > 0);
  await pool.query(`select pg_terminate_backend(pid) from ${STUCK}`);
  const tries = Array.from({ length: 20 }, (_, index) =>
    (index % 2 ? one : two).intake.resumeFollowUps(100),
  );
  await lock.query('rollback');
  lock.release();
  await Promise.all(tries);
  await until(async () => (await count('follow_up_events')) === 0);
  assert.equal(await count(`events where type = 'referral.bound'`), 1);
  assert.equal(await count(`event_keys where source = 'hachi'`), 1);
  assert.equal(await one.intake.resumeFollowUps(100), 0);
});

test('a turn that cannot be taken is kept with its reason, and is not tried for ever', async () => {
  await pool.query(
    `insert into follow_up_events (id, member_id, type, happened_at, data, made_at)
      values ('lost', 999, 'referral.bound', now(), '{}', now())`,
  );
  assert.equal(await two.intake.resumeFollowUps(100), 1);
  const { rows } = await pool.query('select refusal from follow_up_events');
  assert.equal(rows[0]?.refusal?.code, 'member_unknown');
  assert.equal(await two.intake.resumeFollowUps(100), 0);
});

test('verify finds a turn that was lost', async () => {
  const { program: programs } = one;
  assert.equal((await prove({ pool, programs })).differences, 0);
  await pool.query(`delete from event_keys where source = 'hachi'`);
  const { first } = await prove({ pool, programs });
  assert.ok(first.some(({ what, where }) => what === 'follow_up_lost' && where === 'r2-1:bound'));
});
