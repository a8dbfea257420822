/** Goal: the demo fills an empty hub completely, once, and goes on where it was stopped. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { history } from '../../demo/history.ts';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { testVault } from '../../test/vault.ts';
import { TurnedClock } from '../platform/clock.ts';
import { openLog } from '../platform/log.ts';
import { preparePartitions } from '../rooms/intake/index.ts';
import type { DemoProgress } from './demo/progress.ts';
import { fillDemo, historyEnd, isFilling } from './demo.ts';
import { openRooms } from './rooms.ts';
import { Status } from './status.ts';

const MEMBERS = 60;
const NOW = Date.parse('2026-11-22T10:30:00+08:00');
const log = openLog('silent');

async function emptyHub() {
  const database = await testDatabase();
  const { pool, url } = database;
  const clock = new TurnedClock(NOW);
  await preparePartitions(pool, NOW);
  const rooms = await openRooms({
    url,
    pool,
    clock,
    log,
    vault: await testVault(pool),
    limits: { queueMax: 20_000, batchMax: 256 },
  });
  after(async () => {
    await rooms.close();
    await database.drop();
  });
  const fill = (
    onProgress: (progress: DemoProgress) => void = () => {},
    signal = new AbortController().signal,
  ) => fillDemo({ ...rooms, pool, clock, members: MEMBERS, seed: 1, onProgress, signal });
  return { database, clock, rooms, fill };
}

/** Everything that must be the same however often the filling was stopped. */
async function booksOf({ pool }: TestDatabase) {
  const queries = [
    `select type, count(*) from events where type <> 'hachi.settled' group by type order by type`,
    `select currency, from_account, to_account, sum(amount), count(*) from entries
      group by 1, 2, 3 order by 1, 2, 3`,
    'select count(*) from members',
    'select count(*) from event_keys',
  ];
  const books: unknown[] = [];
  for (const query of queries) books.push((await pool.query(query)).rows);
  return books;
}

const whole = await emptyHub();

test('an empty hub gets the whole history, and is not filled twice', async () => {
  const { fill, database, clock, rooms } = whole;
  const told: DemoProgress[] = [];
  let locked = false;
  const summary = await fill((progress) => {
    told.push(progress);
    if (progress.state !== 'loading' || locked) return;
    locked = true;
    void isFilling(database.pool).then((filling) => assert.equal(filling, true));
  });
  assert.equal(historyEnd(clock), Date.parse('2026-11-22T00:00:00+08:00'));
  const until = historyEnd(clock);
  const events = [...history({ members: MEMBERS, seed: 1, until })].length;
  const { outcome, refused, accepted } = summary;
  assert.deepEqual([outcome, refused, accepted, summary.events], ['filled', 0, events, events]);
  assert.equal(told.at(-1)?.state, 'done');
  assert.equal(told.at(-1)?.total, events);
  assert.equal(await isFilling(database.pool), false);
  await assert.rejects(fill(), { status: 409, code: 'demo_filled' });
  const head = rooms.program.version();
  assert.deepEqual([head?.version, head?.effectiveFrom], [1, Number.NEGATIVE_INFINITY]);
});

test('the status counts what the books hold', async () => {
  const { database, clock, rooms } = whole;
  const { pool } = database;
  clock.turnTo(NOW + 60_000);
  const status = new Status({
    pool,
    clock,
    program: rooms.program,
    queue: () => ({ waiting: 0, most: 1 }),
    demo: () => null,
  });
  while (await status.totals.catchUp());
  const seen = await status.read();
  const { rows } = await pool.query(
    `select (select count(*) from events where type <> 'hachi.settled') as events,
       (select count(*) from members) as members,
       (select count(*) from events where type = 'purchase') as purchases,
       (select sum(amount)::bigint from entries where currency = 'star' and from_account = 'issued')
         as issued`,
  );
  const star = seen.points.find(({ currency }) => currency === 'star');
  const { events, members, purchases } = seen;
  assert.deepEqual({ events, members, purchases, issued: star?.issued }, rows[0]);
  const { issued = 0, active = 0, pending = 0, expired = 0, takenBack = 0 } = star ?? {};
  assert.equal(active + pending + expired + takenBack, issued);
  assert.ok(pending > 0, 'the purchases of the last days are still pending');
  assert.equal(seen.recent.length, 20);
});

test('stopped half-way, and again after a crash, it goes on without doubling', async () => {
  const { fill, database, clock } = await emptyHub();
  const stop = new AbortController();
  const half = await fill(({ done }) => {
    if (done > 0) stop.abort();
  }, stop.signal);
  assert.equal(half.outcome, 'stopped');
  assert.ok(half.events > 0 && half.events < 2_000);
  // A crash between a chunk and its note: the note lags behind what is in. A day later.
  await database.pool.query('update demo_progress set position = 100');
  clock.turnTo(NOW + 24 * 60 * 60 * 1000);
  const rest = await fill();
  assert.deepEqual([rest.outcome, rest.refused], ['filled', 0]);
  assert.equal(rest.duplicates, half.events - 100);
  assert.deepEqual(await booksOf(database), await booksOf(whole.database));
});

test('a hub in use is left alone', async () => {
  const { fill, database } = await emptyHub();
  await database.pool.query(
    `insert into members (joined_at, enrolled_source, enrolled_id) values (now(), 'till', '1')`,
  );
  await assert.rejects(fill(), { status: 409, code: 'hub_in_use' });
  const { rows } = await database.pool.query('select count(*) from program_versions');
  assert.equal(rows[0].count, 0);
});
