import type { Instant } from '../../../kernel/time.ts';
import type { Account } from '../../ledger/index.ts';
import { expire } from './expire.ts';
import { debtOf, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT, lotId, lotKind, waitingLotId, withOrigin } from './lot-id.ts';
import { repayDebt } from './repay.ts';
import type { Wallet } from './wallet.ts';

/** Where a credit went: remembered by the decision, so that a return can undo exactly this. */
export interface CreditPart {
  readonly lot: string;
  readonly amount: number;
  /** When the part becomes usable if it was pending; null when at once, or waiting for an event. */
  readonly activeAt: Instant | null;
}

export interface Credit {
  readonly currency: string;
  readonly amount: number;
  readonly from: Account;
  readonly kind: 'earned' | 'goodwill';
  /** The business moment of the credit. */
  readonly at: Instant;
  /** The moment up to which the wallet is settled: what is due by then is usable at once. */
  readonly now: Instant;
  /** Null waits for an event that names the purchase. */
  readonly activeAt: Instant | null;
  readonly endsAt: Instant | null;
  /** The event's number in the member's history, which names a waiting lot. */
  readonly eventNo: number;
  /** The merged member to whom the points belong; absent for the holder. */
  readonly origin?: number | null;
}

/**
 * Credits points: a debt is filled first by usable points, the rest goes to the lot of its terms.
 */
export function credit(wallet: Wallet, journal: Journal, what: Credit): CreditPart[] {
  const parts: CreditPart[] = [];
  let rest = what.amount;
  const usable = what.activeAt !== null && what.activeAt <= what.now;
  if (usable) {
    const repaid = Math.min(rest, debtOf(wallet));
    if (repaid > 0) {
      lotIn(wallet, DEBT_LOT).left += repaid;
      const debt = { account: 'member', lot: DEBT_LOT } as const;
      journal.move(what.currency, repaid, { account: what.from }, debt, what.at);
      parts.push({ lot: DEBT_LOT, amount: repaid, activeAt: null });
      rest -= repaid;
      sweepEmpty(wallet);
    }
  }
  if (rest === 0) return parts;
  const waiting = what.activeAt === null;
  const origin = what.origin ?? null;
  const plain = waiting
    ? waitingLotId(what.eventNo, what.endsAt, origin !== null)
    : lotId(what.kind, what.endsAt);
  const id = origin === null ? plain : withOrigin(plain, origin);
  const lot = lotIn(wallet, id);
  const activeAt = what.activeAt !== null && what.activeAt > what.at ? what.activeAt : null;
  if (usable) lot.left += rest;
  else addPending(lot, what.activeAt, rest);
  journal.move(
    what.currency,
    rest,
    { account: what.from },
    { account: 'member', lot: id },
    what.at,
    { activeAt },
  );
  parts.push({ lot: id, amount: rest, activeAt });
  return parts;
}

function addPending(lot: Wallet['lots'][number], at: Instant | null, amount: number): void {
  lot.pending ??= [];
  const same = lot.pending.find((part) => part.at === at);
  if (same) same.amount += amount;
  else lot.pending.push({ at, amount });
}

/** Points that go back to where they came from. */
export interface GiveBack {
  readonly currency: string;
  readonly from: Account;
  readonly lot: string;
  readonly amount: number;
  readonly at: Instant;
  readonly hold?: string;
  /** Set when the points were still pending when they were taken, and are so still. */
  readonly activeAt?: Instant;
  /** When points end that came from a debt which has been paid meanwhile; never by default. */
  readonly endsAt?: Instant | null;
}

/**
 * Puts points back into a lot they came from (a voided hold, a return). What they were a debt for
 * is paid with them; what is more than the debt that is left goes to an earned lot. What comes back
 * to a lot that has ended ends at once.
 */
export function giveBack(wallet: Wallet, journal: Journal, what: GiveBack): void {
  const owed = what.lot === DEBT_LOT ? Math.min(what.amount, debtOf(wallet)) : 0;
  put(wallet, journal, what, owed, what.lot);
  const rest = what.amount - owed;
  const lot = what.lot === DEBT_LOT ? lotId('earned', what.endsAt ?? null) : what.lot;
  put(wallet, journal, what, rest, lot);
  repayDebt(what.currency, wallet, journal, what.at);
  sweepEmpty(wallet);
}

function put(wallet: Wallet, journal: Journal, what: GiveBack, amount: number, id: string): void {
  if (amount === 0) return;
  const lot = lotIn(wallet, id);
  if (what.activeAt !== undefined) addPending(lot, what.activeAt, amount);
  else if (lotKind(id) === 'waiting') addPending(lot, null, amount);
  else lot.left += amount;
  const from = what.hold ? { account: what.from, lot: what.lot } : { account: what.from };
  journal.move(what.currency, amount, from, { account: 'member', lot: id }, what.at, {
    ...(what.hold ? { hold: what.hold } : {}),
    activeAt: what.activeAt ?? null,
  });
  if (lot.endsAt !== null && lot.endsAt <= what.at) expire(what.currency, lot, journal, what.at);
}
