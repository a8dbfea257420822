import type { Instant } from '../../../kernel/time.ts';
import type { Account } from '../../ledger/index.ts';
import { available, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT } from './lot-id.ts';
import type { HeldPart, Lot, Wallet } from './wallet.ts';

/** Later than every moment, and still a number that can be subtracted. */
const NEVER = Number.MAX_SAFE_INTEGER;

export interface Debit {
  readonly currency: string;
  readonly amount: number;
  readonly to: Account;
  readonly at: Instant;
  /** How far below zero the wallet may go. */
  readonly overdraft: number;
  /** Set when the points are set aside and not yet gone. */
  readonly hold?: string;
}

/**
 * Takes usable points, soonest to end first and never-ending last. Null when there are too few;
 * then nothing has moved. The wallet must have been settled up to `at`.
 */
export function debit(wallet: Wallet, journal: Journal, what: Debit): HeldPart[] | null {
  if (available(wallet) + what.overdraft < what.amount) return null;
  const parts: HeldPart[] = [];
  let rest = what.amount;
  for (const lot of inSpendingOrder(wallet.lots)) {
    if (rest === 0) break;
    rest -= take(lot, Math.min(lot.left, rest), journal, what, parts);
  }
  if (rest > 0) take(lotIn(wallet, DEBT_LOT), rest, journal, what, parts);
  sweepEmpty(wallet);
  return parts;
}

function take(lot: Lot, amount: number, journal: Journal, what: Debit, parts: HeldPart[]): number {
  lot.left -= amount;
  parts.push({ lot: lot.id, amount, endsAt: lot.endsAt });
  const to = what.hold ? { account: what.to, lot: lot.id } : { account: what.to };
  journal.move(
    what.currency,
    amount,
    { account: 'member', lot: lot.id },
    to,
    what.at,
    what.hold ? { hold: what.hold } : {},
  );
  return amount;
}

/** Lots with usable points, soonest end first; ties by id, so that the order is always the same. */
export function inSpendingOrder(lots: readonly Lot[]): Lot[] {
  return lots
    .filter((lot) => lot.left > 0)
    .sort((a, b) => (a.endsAt ?? NEVER) - (b.endsAt ?? NEVER) || (a.id < b.id ? -1 : 1));
}
