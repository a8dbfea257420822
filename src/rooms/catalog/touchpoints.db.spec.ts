/** Goal: every hub knows the same touchpoints, however many write at once. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '../../../test/database.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { Catalog } from './service.ts';

const database = await testDatabase();
after(() => database.drop());
const clock = new TurnedClock(Date.UTC(2026, 5, 19));
const here = new Catalog(database.pool, clock);
const there = new Catalog(database.pool, clock);

const IDS = Array.from({ length: 10 }, (_, index) => `till-${index}`);
const till = (id: string, more: object = {}) => ({ id, kind: 'pos', store: 's1', ...more });

async function listed(): Promise<Map<string, string>> {
  const rows = await here.list('touchpoints', { after: '', limit: 100 });
  return new Map((rows as { id: string; state: string }[]).map(({ id, state }) => [id, state]));
}

test('twenty write the same at once: every hub ends with what is stored', async () => {
  await here.put(
    'touchpoints',
    IDS.map((id) => till(id)),
  );
  for (let round = 0; round < 5; round++) {
    const writes = Array.from({ length: 20 }, (_, index) => {
      const state = (index + round) % 2 === 0 ? 'active' : 'revoked';
      const some = IDS.filter((_id, at) => (at * 7 + index) % 3 > 0).toReversed();
      const hub = index % 2 === 0 ? here : there;
      return hub.put(
        'touchpoints',
        some.map((id) => till(id, { state })),
      );
    });
    const looks = Array.from({ length: 20 }, () => there.touchpoints.refresh());
    await Promise.all([...writes, ...looks]);
    await Promise.all([here.touchpoints.refresh(), there.touchpoints.refresh()]);
    for (const [id, state] of await listed()) {
      assert.equal(here.touchpoints.get(id)?.state, state, id);
      assert.equal(there.touchpoints.get(id)?.state, state, id);
    }
  }
});

test('a hub that watches knows within a second, and asks nothing while events come', async () => {
  const errors: unknown[] = [];
  const stop = there.touchpoints.watch((error) => errors.push(error));
  await here.put('touchpoints', [till('till-0', { state: 'revoked' })]);
  const began = performance.now();
  while (there.touchpoints.get('till-0')?.state !== 'revoked') {
    assert.ok(performance.now() - began < 1_000, 'a second has passed');
    await sleep(20);
  }
  await stop();
  assert.deepEqual(errors, []);
});

test('while the database is away, what was known stays; one who never knew says so', async () => {
  const broken = await testDatabase();
  const away = new Catalog(broken.pool, clock);
  await away.put('touchpoints', [till('till-9')]);
  const never = new Catalog(broken.pool, clock);
  await broken.drop();
  clock.turnTo(clock.now() + 60_000);
  await Promise.all([away.touchpoints.freshen(), away.touchpoints.freshen()]);
  assert.equal(away.touchpoints.get('till-9')?.state, 'active');
  await assert.rejects(never.touchpoints.freshen());
});

test('the last look of all is kept when touchpoints are seen out of order', async () => {
  const at = clock.now();
  here.touchpoints.saw('till-1', at);
  await here.touchpoints.noteSeen();
  there.touchpoints.saw('till-1', at - 5_000);
  there.touchpoints.saw('till-2', at - 5_000);
  await there.touchpoints.noteSeen();
  const rows = await here.list('touchpoints', { after: '', limit: 100 });
  const seen = new Map(
    (rows as { id: string; lastSeen: number | null }[]).map((row) => [row.id, row.lastSeen]),
  );
  assert.deepEqual(
    [seen.get('till-1'), seen.get('till-2'), seen.get('till-3')],
    [at, at - 5_000, null],
  );
});
