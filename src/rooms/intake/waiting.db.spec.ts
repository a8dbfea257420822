/**
 * Goal: what had to wait is decided once, for whom it was meant, and answered as the first time.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { testVault } from '../../../test/vault.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { Catalog } from '../catalog/index.ts';
import { BudgetLevels, compileProgram } from '../engine/index.ts';
import { normalizeEvent } from '../events/index.ts';
import { createExpressions, type ProgramDocument } from '../program/index.ts';
import { CardDoor } from './card-door.ts';
import { NOBODY } from './core/party.ts';
import { Deciding } from './deciding.ts';
import { Intake, type Result } from './index.ts';
import { load } from './loaded.ts';
import { ticketFor } from './ticket.ts';

const NOW = Date.parse('2026-06-19T10:00:00Z');
const DAY_MS = 86_400_000;
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
const clock = new TurnedClock(NOW);
const happenedAt = '2026-06-19T09:00:00Z';
const anna = { card: 'A' };
const ben = { card: 'B' };

let intake: Intake;
let database: TestDatabase;
before(async () => {
  database = await testDatabase();
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

const buy = (id: string, member?: object) => ({
  ...{
    type: 'purchase',
    id,
    happenedAt,
    data: { lines: [{ line: '1', quantity: 2, gross: 2000 }] },
  },
  ...(member ? { member } : {}),
});
const bringBack = (id: string, purchase: string, member?: object) => ({
  ...{ type: 'return', id, happenedAt },
  ...(member ? { member } : {}),
  data: { purchase: { id: purchase }, lines: [{ line: '1', quantity: 1 }] },
});
const claim = (id: string, purchase: string, member: object) => ({
  ...{ type: 'purchase.claimed', id, happenedAt, member },
  data: { purchase: { id: purchase } },
});

function outcome(result: Result | undefined): string {
  if (!result) return 'nothing';
  if (!result.ok) return result.problems[0]?.code ?? '';
  return `${result.answer.status}${result.answer.duplicate ? ' again' : ''}`;
}

const say = async (...inputs: object[]) => (await intake.submit(inputs)).map(outcome);

async function timesDecided(id: string): Promise<number> {
  const { rowCount } = await database.pool.query('select 1 from events where id = $1::text', [id]);
  return rowCount ?? 0;
}

test('a parked return has one turn, though its purchase is sent twice at once', async () => {
  assert.deepEqual(await say(bringBack('r1', 'p1')), ['parked']);
  const said = await say(buy('p1', anna), buy('p1', anna), bringBack('r1', 'p1'));
  assert.deepEqual(said, ['decided', 'decided again', 'decided again']);
  assert.equal(await timesDecided('r1'), 1);
});

test('a return for another member is refused, whether or not it had to wait', async () => {
  await say(buy('b0', ben));
  assert.deepEqual(await say(bringBack('r2', 'p2', ben)), ['parked']);
  assert.deepEqual(await say(buy('p2', anna)), ['decided']);
  assert.deepEqual(await say(bringBack('r2', 'p2', ben)), ['purchase_of_other_member']);
  assert.deepEqual(await say(bringBack('r3', 'p2', ben)), ['purchase_of_other_member']);
  assert.equal(await timesDecided('r2'), 0);
});

test('a claim gets its first answer again, in its own batch and later', async () => {
  assert.deepEqual(await say(buy('p4')), ['unclaimed']);
  const [first, same] = await intake.submit([claim('c4', 'p4', anna), claim('c4', 'p4', anna)]);
  const [later] = await intake.submit([claim('c4', 'p4', anna)]);
  assert.ok(first?.ok && same?.ok && later?.ok);
  assert.equal(first.answer.points.star?.earned, 20);
  assert.deepEqual(same.answer, { ...first.answer, duplicate: true });
  assert.deepEqual(later.answer, { ...first.answer, duplicate: true });
});

test('a purchase, its claim and its repetition may share a batch', async () => {
  assert.deepEqual(await say(buy('p5'), claim('c5', 'p5', anna), buy('p5')), [
    'unclaimed',
    'decided',
    'decided again',
  ]);
  assert.deepEqual(await say(buy('p6')), ['unclaimed']);
  assert.deepEqual(await say(claim('c6', 'p6', anna), buy('p6')), ['decided', 'decided again']);
});

test('a return that missed its purchase by a moment has its turn all the same', async () => {
  assert.deepEqual(await say(bringBack('r7', 'later')), ['parked']);
  assert.deepEqual(await say(buy('p7', anna)), ['decided']);
  // As if both had been in batches of the same moment, neither of which saw the other.
  await database.pool.query(`update parked_events set purchase_id = 'p7',
    fact = replace(fact::text, 'later', 'p7')::json where id = 'r7'`);
  assert.equal(await intake.resumeParked(10), 1);
  assert.equal(await timesDecided('r7'), 1);
  assert.equal(await intake.resumeParked(10), 0);
});

test('a return waits whose purchase came after its members were looked for', async () => {
  assert.deepEqual(await say(buy('p9', anna)), ['decided']);
  const compiled = compileProgram(document, 1, createExpressions(document), 2);
  const programs = { current: compiled, at: () => compiled };
  const settings = { zone: compiled.zone, currency: 'EUR', identify: ['card'], receivedAt: NOW };
  const read = normalizeEvent(bringBack('r9', 'p9'), settings);
  assert.ok(read.ok);
  const ticket = ticketFor(read.fact, read.fact, assert.ok, assert.fail);
  const vault = await testVault(database.pool);
  const loaded = await load(database.pool, [ticket], [], vault, false);
  const cards = new CardDoor(new Uint8Array(32));
  const deciding = new Deciding(loaded, programs, new BudgetLevels(new Map()), NOW, cards);
  assert.equal(outcome(deciding.decide(ticket, NOBODY)), 'parked');
});

test('a purchase that comes after the window finds no return waiting for it', async () => {
  assert.deepEqual(await say(bringBack('r8', 'p8')), ['parked']);
  clock.turnTo(NOW + 8 * DAY_MS);
  assert.deepEqual(await say(buy('p8', anna)), ['decided']);
  assert.deepEqual(await say(bringBack('r8', 'p8')), ['purchase_unknown']);
  assert.equal(await timesDecided('r8'), 0);
});
