import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { testVault } from '../../../test/vault.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { Catalog } from '../catalog/index.ts';
import { compileProgram } from '../engine/index.ts';
import { createExpressions, type ProgramDocument } from '../program/index.ts';
import { Intake } from './index.ts';

const NOW = Date.parse('2026-06-19T10:00:00Z');
const document: ProgramDocument = {
  program: 'shop',
  timezone: 'UTC',
  currency: 'EUR',
  points: { star: { expiry: 'never' } },
  earning: [
    {
      id: 'base',
      on: 'purchase',
      earn: { points: 'star', per: { spend: '1.00', of: 'line.net' } },
    },
  ],
};

let intake: Intake;
let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  const clock = new TurnedClock(NOW);
  const compiled = compileProgram(document, 1, createExpressions(document), 2);
  const { url, pool } = database;
  const catalog = new Catalog(pool, clock);
  const vault = await testVault(pool);
  intake = new Intake({
    url,
    pool,
    clock,
    catalog,
    vault,
    programs: { inForce: () => ({ compiled }) },
  });
});
after(async () => {
  await intake?.close();
  await database?.drop();
});

const happenedAt = '2026-06-19T09:00:00Z';
const member = { card: 'C1' };
const purchase = (receipt: string) => ({
  ...{ type: 'purchase', id: `sale ${receipt}`, store: 'S1', happenedAt },
  data: { receipt, total: 1_000 },
});
const back = (receipt: string) => ({
  ...{ type: 'return', id: `back ${receipt}`, store: 'S1', happenedAt, member },
  data: { receipt },
});
const claim = (receipt: string) => ({
  ...{ type: 'purchase.claimed', id: `claim ${receipt}`, store: 'S1', happenedAt, member },
  data: { receipt },
});

async function statuses(inputs: readonly object[]): Promise<string[]> {
  const results = await intake.submit(inputs);
  return results.map((one) => (one.ok ? one.answer.status : (one.problems[0]?.code ?? '')));
}

test('a return by receipt finds a purchase of its own batch', async () => {
  const found = await statuses([{ ...purchase('1'), member }, back('1')]);
  assert.deepEqual(found, ['decided', 'decided']);
});

test('a return by receipt finds a purchase that was claimed in its own batch', async () => {
  assert.deepEqual(await statuses([purchase('2')]), ['unclaimed']);
  assert.deepEqual(await statuses([claim('2'), back('2')]), ['decided', 'decided']);
});

/** How often an event was decided, and how often it still waits. */
async function countsOf(id: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ decided: number; parked: number }>(
    `select (select count(*) from events where id = $1::text) as decided,
      (select count(*) from parked_events where id = $1::text) as parked`,
    [id],
  );
  return rows.flatMap(({ decided, parked }) => [decided, parked]);
}

test('a return by receipt that came first has its turn with the purchase', async () => {
  assert.deepEqual(await statuses([back('3')]), ['parked']);
  assert.deepEqual(await statuses([{ ...purchase('3'), member }]), ['decided']);
  assert.deepEqual(await countsOf('back 3'), [1, 0]);
});

test('a return by receipt that came first has its turn with the claim', async () => {
  assert.deepEqual(await statuses([back('4'), purchase('4')]), ['parked', 'unclaimed']);
  assert.deepEqual(await statuses([claim('4')]), ['decided']);
  assert.deepEqual(await countsOf('back 4'), [1, 0]);
});

test('a parked return that is sent again together with its purchase counts once', async () => {
  const { receipt: _receipt, ...data } = { ...back('5').data, purchase: { id: 'sale 5' } };
  const named = { ...back('5'), data };
  assert.deepEqual(await statuses([named]), ['parked']);
  const both = await statuses([{ ...purchase('5'), member }, named]);
  assert.deepEqual(both, ['decided', 'decided']);
  assert.deepEqual(await countsOf('back 5'), [1, 0]);
});
