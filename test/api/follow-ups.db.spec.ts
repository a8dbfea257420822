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
import { testVault } from '../vault.ts';

const database = await testDatabase();
const { url, pool } = database;
const clock = new TurnedClock(Date.UTC(2026, 5, 1));
const log = openLog('silent');
const limits = { queueMax: 1_000, batchMax: 128 };
const vault = await testVault(pool);
const open = () => openRooms({ url, pool, clock, log, vault, limits });
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

const WAITING = 'follow_up_events where refusal is null';

/** Points of a member, from the entries. */
async function points(memberId: number): Promise<number> {
  const { rows } = await pool.query<{ points: number }>(
    `select coalesce(sum(case when to_account = 'member' then amount else -amount end), 0)::integer
        as points
      from entries where member_id = $1 and 'member' in (to_account, from_account)`,
    [memberId],
  );
  return rows[0]?.points ?? 0;
}

async function stuck(): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(`select pid from ${STUCK}`);
  return rows.map(({ pid }) => pid);
}

test('a friend who counted at one hub and brings it back at another leaves nothing', async () => {
  const member = { card: 'cid' };
  const code = { id: 'dan-code', type: 'referral.code', member: { card: 'dan' }, data: {} };
  const { effects, member: name } = await say(code);
  const dan = Number(name?.slice('mem_'.length));
  const referral = { code: effects[0]?.code };
  await say({ id: 'cid', type: 'member.enrolled', member, data: { referral } });
  await until(async () => (await count(WAITING)) === 0);
  await say({ id: 'cid-buys', type: 'purchase', member, data: { total: 900 } });
  const lock = await pool.connect();
  await lock.query('begin');
  await lock.query('select 1 from member_states where member_id = $1 for update', [dan]);
  clock.turnTo(clock.now() + 1_000);
  await say({ id: 'cid-visits', type: 'visit', member });
  await until(async () => (await stuck()).length === 1);
  const [first] = await stuck();
  const data = { purchase: { id: 'cid-buys' } };
  await two.intake.submit([{ id: 'cid-returns', type: 'return', member, data }]);
  await until(async () => (await stuck()).length === 2);
  // The hub whose turn it was loses its connection, and comes again behind the other one.
  await pool.query('select pg_terminate_backend($1)', [first]);
  await until(async () => {
    const now = await stuck();
    return now.length === 2 && !now.includes(first as number);
  });
  assert.equal(await count(WAITING), 2);
  await lock.query('rollback');
  lock.release();
  await until(async () => {
    await two.intake.resumeFollowUps(100);
    return (await count(WAITING)) === 0;
  });
  assert.equal(await count(`events where type = 'referral.qualified' and member_id = ${dan}`), 1);
  assert.equal(await count(`events where type = 'referral.reversed' and member_id = ${dan}`), 1);
  assert.equal(await points(dan), 0);
  const { program: programs } = one;
  assert.deepEqual((await prove({ pool, programs })).first, []);
});

test('what is taken back waits for what it takes back, wherever its row lies', async () => {
  const { member: name } = await say({ id: 'eve', type: 'visit', member: { card: 'eve' } });
  const eve = Number(name?.slice('mem_'.length));
  const lay = (what: string, madeAt: number, of: string | null): Promise<unknown> =>
    pool.query(
      `insert into follow_up_events (id, member_id, type, happened_at, data, made_at)
        select 'away-' || nr || ':' || $2::text || ':1', $1::bigint, 'referral.' || $2,
          to_timestamp($3), json_strip_nulls(json_build_object('referral', 'away-' || nr,
            'version', 1, 'depth', 1, 'of', 'away-' || nr || $5::text)), to_timestamp($4)
        from generate_series(1, 3) as nr`,
      [eve, what, clock.now() / 1_000, madeAt, of],
    );
  await lay('reversed', 1, ':qualified:1');
  await lay('qualified', 2, null);
  assert.equal(await one.intake.resumeFollowUps(2), 2);
  assert.equal(await points(eve), 200);
  await two.intake.resumeFollowUps(2);
  await one.intake.resumeFollowUps(100);
  await one.intake.resumeFollowUps(100);
  assert.equal(await count(WAITING), 0);
  assert.equal(await points(eve), 0);
  const { program: programs } = one;
  assert.deepEqual((await prove({ pool, programs })).first, []);
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
