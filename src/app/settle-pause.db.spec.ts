/** Goal: a history is decided in its own time: its members are settled up to today afterwards. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { testVault } from '../../test/vault.ts';
import { TurnedClock } from '../platform/clock.ts';
import { openLog } from '../platform/log.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { Status } from './status.ts';
import { hubTasks } from './tasks.ts';

const NOW = Date.parse('2026-06-19T10:00:00Z');
const clock = new TurnedClock(NOW);
const document = {
  program: 'shop',
  timezone: 'UTC',
  currency: 'EUR',
  points: { star: { expiry: { rolling: 'P1M' } } },
  earning: [{ id: 'visit', on: 'visit', earn: { points: 'star', amount: 5 } }],
};

let database: TestDatabase;
let rooms: Rooms;
before(async () => {
  database = await testDatabase();
  const { url, pool } = database;
  const limits = { queueMax: 1_000, batchMax: 10 };
  const vault = await testVault(pool);
  rooms = await openRooms({ url, pool, clock, log: openLog('silent'), vault, limits });
  await rooms.program.publish({ document });
});
after(async () => {
  await rooms?.close();
  await database?.drop();
});

async function settle(): Promise<string[]> {
  const { pool } = database;
  const queue = () => ({ waiting: 0, most: 0 });
  const status = new Status({ pool, clock, program: rooms.program, queue, demo: () => null });
  const access = { clear: async () => {} };
  const { tasks } = hubTasks({ pool, clock, rooms, access, totals: status.totals });
  await tasks.intake_settle_due?.({}, { signal: AbortSignal.any([]), attempt: 1 });
  const { rows } = await pool.query('select type from events order by no');
  return rows.map((row) => row.type);
}

const visit = (id: string, happenedAt: string) => ({
  ...{ type: 'visit', id, happenedAt },
  member: { card: 'A' },
});

test('settling waits while a history comes in, and goes on a while after it', async () => {
  await rooms.intake.submit([visit('one', '2024-01-01T10:00:00Z')]);
  assert.deepEqual(await settle(), ['visit']);
  await rooms.intake.submit([visit('two', '2024-01-20T10:00:00Z')]);
  clock.turnTo(NOW + 200_000);
  assert.deepEqual(await settle(), ['visit', 'visit', 'hachi.settled']);
});

test('the news of the day do not hold settling up', async () => {
  await rooms.intake.submit([visit('three', '2026-06-19T10:00:00Z')]);
  clock.turnTo(NOW + 40 * 86_400_000);
  await rooms.intake.submit([visit('four', '2026-07-29T10:00:00Z')]);
  assert.equal((await settle()).at(-1), 'visit');
});
