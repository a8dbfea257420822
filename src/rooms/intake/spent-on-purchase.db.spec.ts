/**
 * Goal: what was spent on a purchase comes back with it, however the spend and the return name it.
 */
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
  points: { star: { expiry: 'never', returns: 'within-balance' } },
  earning: [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }],
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

/** Events of one member: 50 stars, a purchase of two pieces for 20.00, and what is done with it. */
function story(card: string) {
  const head = { store: 'S1', happenedAt: '2026-06-19T09:00:00Z', member: { card } };
  const event = (type: string, id: string, data: object) => ({
    ...head,
    ...{ type, id: `${card} ${id}`, data },
  });
  const receipt = `${card}-R`;
  const lines = [{ line: '1', quantity: 2, gross: 2_000 }];
  return {
    start: event('points.opening', 'start', { currency: 'star', amount: 50 }),
    sale: event('purchase', 'sale', { receipt, lines }),
    hold: (named: object) =>
      event('points.hold', 'hold', { currency: 'star', amount: 30, ...named }),
    commit: (more: object = {}) =>
      event('points.commit', 'commit', { hold: `${card} hold`, ...more }),
    back: (id: string, named: object, quantity?: number) =>
      event('return', id, { ...named, ...(quantity ? { lines: [{ line: '1', quantity }] } : {}) }),
    byEvent: { purchase: { id: `${card} sale` } },
    byReceipt: { receipt },
  };
}

/** The stars after the last of these events, one batch or many. */
async function starsAfter(...batches: readonly (readonly object[])[]): Promise<unknown> {
  let stars: unknown;
  for (const batch of batches) {
    for (const result of await intake.submit(batch)) {
      assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.problems));
      stars = result.answer.points.star?.active;
    }
  }
  return stars;
}

test('a hold for a purchase that is committed comes back with the purchase', async () => {
  const { start, sale, hold, commit, back, byEvent } = story('A');
  assert.equal(await starsAfter([start], [sale], [hold(byEvent)], [commit()]), 40);
  assert.equal(await starsAfter([back('back', byEvent)]), 50);
});

test('also by receipt, by the full name of the hold, and as much as was committed', async () => {
  const { start, sale, hold, commit, back, byReceipt } = story('B');
  const part = commit({ hold: 'api/B hold', amount: 12 });
  assert.equal(await starsAfter([start, sale], [hold(byReceipt)], [part]), 58);
  assert.equal(await starsAfter([back('back', byReceipt)]), 50);
});

test('also when hold, commit and return come in one batch', async () => {
  const one = story('C');
  const all = [one.start, one.sale, one.hold(one.byReceipt), one.commit()];
  assert.equal(await starsAfter([...all, one.back('back', one.byEvent)]), 50);
  const two = story('D');
  const rest = [two.hold(two.byEvent), two.commit(), two.back('back', two.byReceipt)];
  assert.equal(await starsAfter([two.start, two.sale], rest), 50);
});

test('two returns by receipt in one batch take back each piece once', async () => {
  const { start, sale, back, byReceipt } = story('E');
  const first = back('first', byReceipt, 1);
  const second = back('second', byReceipt, 1);
  assert.equal(await starsAfter([start, sale], [first, second]), 50);
  const [third] = await intake.submit([back('third', byReceipt, 1)]);
  assert.equal(third?.ok, false);
});
