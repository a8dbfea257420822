/**
 * What must hold after every decision, whatever it was. Nothing of the engine's own code is used.
 */
import assert from 'node:assert/strict';
import type { MemberState } from '../src/rooms/engine/index.ts';
import type { Entry } from '../src/rooms/ledger/index.ts';

type Sums = Record<string, number>;

/** Lots, pending parts and holds are what the entries add up to, and only a debt is below zero. */
export function checkBooks(entries: readonly Entry[], state: MemberState): void {
  assert.deepEqual(ofState(state), ofEntries(entries, state.asOf));
  checkNeverBelowZero(entries);
  checkTidy(state);
}

/** What the state has: `star e.x left`, `star e.x @moment`, `star hold e.x`. */
function ofState(state: MemberState): Sums {
  const sums: Sums = {};
  for (const [currency, wallet] of Object.entries(state.wallets)) {
    for (const { id, left, pending = [] } of wallet.lots) {
      add(sums, `${currency} ${id} left`, left);
      for (const part of pending) {
        add(sums, `${currency} ${id} @${part.at ?? 'event'}`, part.amount);
      }
    }
    for (const { id, parts } of wallet.holds) {
      for (const { lot, amount } of parts) add(sums, `${currency} ${id} ${lot}`, amount);
    }
  }
  return withoutZeros(sums);
}

function ofEntries(entries: readonly Entry[], asOf: number): Sums {
  const sums: Sums = {};
  for (const entry of entries) {
    const { currency, from, to, fromLot, toLot, hold, amount } = entry;
    if (from === 'member')
      add(sums, `${currency} ${fromLot} ${place(entry, fromLot, asOf)}`, -amount);
    if (to === 'member') add(sums, `${currency} ${toLot} ${place(entry, toLot, asOf)}`, amount);
    if (from === 'held') add(sums, `${currency} ${hold} ${fromLot}`, -amount);
    if (to === 'held') add(sums, `${currency} ${hold} ${toLot}`, amount);
  }
  return withoutZeros(sums);
}

function place({ activeAt }: Entry, lot: string | null, asOf: number): string {
  if (lot?.startsWith('w')) return '@event';
  return activeAt !== null && activeAt > asOf ? `@${activeAt}` : 'left';
}

function checkNeverBelowZero(entries: readonly Entry[]): void {
  const sums: Sums = {};
  for (const { currency, from, to, fromLot, toLot, hold, amount } of entries) {
    assert.ok(Number.isSafeInteger(amount) && amount > 0, 'an entry is a positive integer');
    const own = (account: string) => account === 'member' || account === 'held';
    assert.ok(own(from) || own(to), 'the member has a part in every entry');
    if (own(to)) add(sums, `${currency} ${to === 'held' ? hold : ''} ${toLot}`, amount);
    if (!own(from)) continue;
    const lot = `${currency} ${from === 'held' ? hold : ''} ${fromLot}`;
    add(sums, lot, -amount);
    assert.ok(fromLot === 'd' || (sums[lot] ?? 0) >= 0, `${lot} is below zero`);
  }
}

/** No usable points lie beside a debt, nothing empty is kept, nothing is overdue. */
function checkTidy(state: MemberState): void {
  for (const [currency, { lots, holds }] of Object.entries(state.wallets)) {
    const debt = lots.find((lot) => lot.id === 'd');
    assert.ok((debt?.left ?? 0) <= 0, `${currency}: a debt is never above zero`);
    const usable = lots.some((lot) => lot.left > 0 && lot.id.startsWith('e'));
    assert.ok(!debt || !usable, `${currency}: earned points pay a debt first`);
    for (const { id, left, endsAt, pending = [] } of lots) {
      assert.ok(left !== 0 || pending.length > 0, `${currency} ${id} is empty`);
      assert.ok(endsAt === null || endsAt > state.asOf, `${currency} ${id} has ended`);
      for (const { at, amount } of pending) {
        assert.ok(amount > 0, `${currency} ${id} has an empty part`);
        assert.ok(at === null || at > state.asOf, `${currency} ${id} has an overdue part`);
      }
    }
    for (const { id, until } of holds) assert.ok(until > state.asOf, `hold ${id} has run out`);
  }
}

function add(sums: Sums, key: string, amount: number): void {
  sums[key] = (sums[key] ?? 0) + amount;
}

function withoutZeros(sums: Sums): Sums {
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}
