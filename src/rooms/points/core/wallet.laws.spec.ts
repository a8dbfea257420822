/** Goal: points move between lots in the right order, and no movement makes or loses any. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clawBack } from './claw-back.ts';
import { type CreditPart, credit } from './credit.ts';
import { compileCurrency } from './currency.ts';
import { debit, inSpendingOrder } from './debit.ts';
import { commitHold, heldAmount, hold, voidHold } from './hold.ts';
import { available, Journal } from './journal.ts';
import { lotEnd, lotId, lotKind, waitingLotId } from './lot-id.ts';
import { copyWallet, emptyWallet, type Wallet } from './wallet.ts';

const NOW = Date.UTC(2026, 0, 1);

interface Put {
  readonly amount: number;
  readonly ends: number | null;
  readonly goodwill: boolean;
  readonly waits: number;
}

const put = fc.record({
  amount: fc.integer({ min: 1, max: 100 }),
  ends: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  goodwill: fc.boolean(),
  waits: fc.constantFrom(0, 0, 0, 1, 2),
});
const puts = fc.array(put, { maxLength: 8 });

function filled(all: readonly Put[]): { wallet: Wallet; parts: CreditPart[] } {
  const wallet = emptyWallet();
  const parts: CreditPart[] = [];
  all.forEach(({ amount, ends, goodwill, waits }, eventNo) => {
    const made = credit(wallet, new Journal(), {
      currency: 'star',
      amount,
      from: goodwill ? 'goodwill' : 'issued',
      kind: goodwill ? 'goodwill' : 'earned',
      at: NOW,
      now: NOW,
      activeAt: NOW + waits,
      endsAt: ends === null ? null : NOW + ends * 1_000,
      eventNo,
    });
    if (!goodwill) parts.push(...made);
  });
  return { wallet, parts };
}

function total(wallet: Wallet): number {
  let sum = wallet.holds.reduce((all, one) => all + heldAmount(one), 0);
  for (const lot of wallet.lots) {
    sum += lot.left;
    for (const part of lot.pending ?? []) sum += part.amount;
  }
  return sum;
}

/** What the entries of a journal took from the member altogether. */
function taken(journal: Journal): number {
  const own = (account: string) => account === 'member' || account === 'held';
  let sum = 0;
  for (const { amount, from, to } of journal.entries) {
    sum += (own(from) ? amount : 0) - (own(to) ? amount : 0);
  }
  return sum;
}

test('lots of one end are one lot, and its id says all of its terms', () => {
  const law = fc.property(puts, (all) => {
    const { wallet } = filled(all);
    assert.equal(new Set(wallet.lots.map((lot) => lot.id)).size, wallet.lots.length);
    for (const lot of wallet.lots) assert.equal(lotEnd(lot.id), lot.endsAt);
    assert.equal(
      total(wallet),
      all.reduce((sum, { amount }) => sum + amount, 0),
    );
  });
  fc.assert(law, { numRuns: 200 });
  assert.equal(lotEnd(lotId('goodwill', NOW)), NOW);
  assert.equal(lotEnd(waitingLotId(7, NOW)), NOW);
  assert.equal(lotEnd(waitingLotId(7, null)), null);
  assert.equal(lotKind(waitingLotId(7, NOW)), 'waiting');
});

test('a spend takes exactly its amount, soonest end first, or nothing at all', () => {
  const law = fc.property(puts, fc.integer({ min: 1, max: 600 }), (all, amount) => {
    const { wallet } = filled(all);
    const before = copyWallet(wallet);
    const order = inSpendingOrder(before.lots).map((lot) => lot.id);
    const journal = new Journal();
    const what = { currency: 'star', amount, to: 'redeemed', at: NOW, overdraft: 0 } as const;
    const parts = debit(wallet, journal, what);
    if (!parts) {
      assert.ok(available(before) < amount);
      return assert.deepEqual([wallet, journal.entries], [before, []]);
    }
    assert.equal(
      parts.reduce((sum, part) => sum + part.amount, 0),
      amount,
    );
    assert.equal(taken(journal), amount);
    assert.equal(total(wallet), total(before) - amount);
    assert.deepEqual(
      parts.map((part) => part.lot),
      order.slice(0, parts.length),
    );
    for (const { lot, amount: some } of parts.slice(0, -1)) {
      assert.equal(before.lots.find((one) => one.id === lot)?.left, some);
    }
  });
  fc.assert(law, { numRuns: 300 });
});

test('lots that end come before lots that do not, whatever was credited first', () => {
  const law = fc.property(puts, (all) => {
    const ends = inSpendingOrder(filled(all).wallet.lots).map((lot) => lot.endsAt ?? Infinity);
    assert.deepEqual(
      ends,
      ends.toSorted((a, b) => a - b),
    );
  });
  fc.assert(law, { numRuns: 200 });
});

test('a hold that is voided leaves everything as it was', () => {
  const law = fc.property(puts, fc.integer({ min: 1, max: 300 }), (all, amount) => {
    const { wallet } = filled(all);
    const before = copyWallet(wallet);
    const journal = new Journal();
    const what = { currency: 'star', amount, id: 'h', until: NOW + 9, at: NOW, overdraft: 0 };
    if (!hold(wallet, journal, { ...what, purchase: null })) return;
    assert.equal(total(wallet), total(before));
    const [open] = wallet.holds;
    assert.ok(open);
    voidHold(wallet, journal, 'star', open, NOW);
    assert.equal(taken(journal), 0);
    assert.deepEqual(byId(wallet), byId(before));
  });
  fc.assert(law, { numRuns: 200 });
});

test('a hold that is spent in part spends its soonest points, as a spend would have', () => {
  const size = fc.integer({ min: 1, max: 200 });
  const law = fc.property(puts, size, size, (all, amount, some) => {
    const { wallet } = filled(all);
    const direct = copyWallet(wallet);
    const what = { currency: 'star', amount, id: 'h', until: NOW + 9, at: NOW, overdraft: 0 };
    if (some > amount || !hold(wallet, new Journal(), { ...what, purchase: null })) return;
    const spent = commitHold(wallet, new Journal(), 'star', wallet.holds[0] ?? never(), some, NOW);
    const plain = {
      currency: 'star',
      amount: some,
      to: 'redeemed',
      at: NOW,
      overdraft: 0,
    } as const;
    assert.deepEqual(spent, debit(direct, new Journal(), plain));
    assert.deepEqual(byId(wallet), byId(direct));
  });
  fc.assert(law, { numRuns: 200 });
});

test('a clawback takes what policy and balance allow, never goodwill, and says from where', () => {
  const policy = fc.constantFrom('only-pending', 'within-balance', 'unlimited');
  const law = fc.property(puts, policy, fc.integer({ min: 0, max: 300 }), (all, returns, spend) => {
    const { wallet, parts } = filled(all);
    const plain = {
      currency: 'star',
      amount: spend,
      to: 'redeemed',
      at: NOW,
      overdraft: 0,
    } as const;
    if (spend > 0) debit(wallet, new Journal(), plain);
    const before = copyWallet(wallet);
    const asked = parts.reduce((sum, part) => sum + part.amount, 0);
    const currency = compileCurrency('star', { expiry: 'never', returns });
    const journal = new Journal();
    const took = clawBack(currency, wallet, journal, parts, asked, NOW);
    const sum = took.reduce((all, part) => all + part.amount, 0);
    assert.equal(sum, taken(journal));
    assert.equal(total(wallet), total(before) - sum);
    if (returns === 'unlimited') assert.equal(sum, asked);
    else assert.ok(sum <= asked && wallet.lots.every((lot) => lot.left >= 0));
    const presents = (one: Wallet) => one.lots.filter((lot) => lotKind(lot.id) === 'goodwill');
    assert.deepEqual(
      presents(wallet).map((lot) => lot.left),
      presents(before).map((lot) => lot.left),
    );
  });
  fc.assert(law, { numRuns: 300 });
});

test('a clawback prefers the lots of its own purchase to those that end sooner', () => {
  const { wallet } = filled([{ amount: 50, ends: 1, goodwill: false, waits: 0 }]);
  const own = filled([{ amount: 50, ends: 3, goodwill: false, waits: 0 }]);
  wallet.lots.push(...own.wallet.lots);
  const currency = compileCurrency('star', { expiry: 'never' });
  clawBack(currency, wallet, new Journal(), own.parts, 50, NOW);
  assert.deepEqual(
    wallet.lots.map((lot) => lot.endsAt),
    [NOW + 1_000],
  );
});

function byId(wallet: Wallet) {
  return wallet.lots.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function never(): never {
  throw new Error('there is no hold');
}
