import type { Instant } from '../../../kernel/time.ts';
import { debtOf, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT } from './lot-id.ts';
import { repayDebt } from './repay.ts';
import type { Lot, Wallet } from './wallet.ts';

/** One side of a pouring: a wallet and where its movements are written. */
export interface Vessel {
  readonly wallet: Wallet;
  readonly journal: Journal;
}

/**
 * Moves lots from one member's wallet to another's as they are: what waits goes on waiting, what
 * ends ends when it would have. Nothing is created, lost or made to live longer.
 *
 * @param nameOf the lot's name in the other wallet; null leaves it where it is.
 * @param debt how much of what the giver owes goes along, at most.
 * @returns the debt that went along.
 */
export function pour(
  currency: string,
  from: Vessel,
  to: Vessel,
  at: Instant,
  nameOf: (lot: string) => string | null,
  debt: number,
): number {
  for (const lot of from.wallet.lots.toSorted(byId)) {
    const name = lot.id === DEBT_LOT ? null : nameOf(lot.id);
    if (name !== null) pourLot(currency, lot, from, { ...to, name }, at);
  }
  const owed = Math.min(debt, debtOf(from.wallet));
  if (owed > 0) {
    const side = { account: 'member', lot: DEBT_LOT } as const;
    lotIn(from.wallet, DEBT_LOT).left += owed;
    lotIn(to.wallet, DEBT_LOT).left -= owed;
    from.journal.move(currency, owed, { account: 'transfer' }, side, at);
    to.journal.move(currency, owed, side, { account: 'transfer' }, at);
  }
  repayDebt(currency, to.wallet, to.journal, at);
  sweepEmpty(from.wallet);
  sweepEmpty(to.wallet);
  return owed;
}

function pourLot(
  currency: string,
  lot: Lot,
  from: Vessel,
  to: Vessel & { readonly name: string },
  at: Instant,
): void {
  const move = (amount: number, activeAt: Instant | null): void => {
    const more = { activeAt };
    const out = { account: 'member', lot: lot.id } as const;
    const into = { account: 'member', lot: to.name } as const;
    from.journal.move(currency, amount, out, { account: 'transfer' }, at, more);
    to.journal.move(currency, amount, { account: 'transfer' }, into, at, more);
  };
  const target = lotIn(to.wallet, to.name);
  if (lot.left > 0) move(lot.left, null);
  target.left += lot.left;
  lot.left = 0;
  for (const part of lot.pending ?? []) {
    move(part.amount, part.at);
    target.pending ??= [];
    const same = target.pending.find((one) => one.at === part.at);
    if (same) same.amount += part.amount;
    else target.pending.push({ ...part });
  }
  delete lot.pending;
}

function byId(a: Lot, b: Lot): number {
  return a.id < b.id ? -1 : 1;
}
