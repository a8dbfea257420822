import type { Instant } from '../../../kernel/time.ts';
import type { Account } from '../../ledger/index.ts';
import { debtOf, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT, lotId, lotKind, waitingLotId } from './lot-id.ts';
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
}

/** Credits points: a debt is filled first by usable points, the rest goes to the lot of its terms. */
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
  const id = waiting ? waitingLotId(what.eventNo, what.endsAt) : lotId(what.kind, what.endsAt);
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

/** Puts points back into a lot they came from (a voided hold, a return). */
export function giveBack(
  wallet: Wallet,
  journal: Journal,
  what: {
    readonly currency: string;
    readonly from: Account;
    readonly lot: string;
    readonly amount: number;
    readonly at: Instant;
    readonly hold?: string;
    /** Set when the points were still pending when they were taken, and are so still. */
    readonly activeAt?: Instant;
  },
): void {
  if (what.amount === 0) return;
  const lot = lotIn(wallet, what.lot);
  if (what.activeAt !== undefined) addPending(lot, what.activeAt, what.amount);
  else if (lotKind(what.lot) === 'waiting') addPending(lot, null, what.amount);
  else lot.left += what.amount;
  const from = what.hold ? { account: what.from, lot: what.lot } : { account: what.from };
  journal.move(what.currency, what.amount, from, { account: 'member', lot: what.lot }, what.at, {
    ...(what.hold ? { hold: what.hold } : {}),
    activeAt: what.activeAt ?? null,
  });
  sweepEmpty(wallet);
}
