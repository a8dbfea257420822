import type { Instant } from '../../../kernel/time.ts';
import { giveBack } from './credit.ts';
import { debit } from './debit.ts';
import type { Journal } from './journal.ts';
import type { HeldPart, Hold, Wallet } from './wallet.ts';

/** Sets usable points aside under `id` until `until`. False when there are too few. */
export function hold(
  wallet: Wallet,
  journal: Journal,
  what: {
    readonly currency: string;
    readonly amount: number;
    readonly id: string;
    readonly until: Instant;
    readonly at: Instant;
    readonly overdraft: number;
    readonly purchase: string | null;
  },
): boolean {
  const parts = debit(wallet, journal, {
    currency: what.currency,
    amount: what.amount,
    to: 'held',
    at: what.at,
    overdraft: what.overdraft,
    hold: what.id,
  });
  if (!parts) return false;
  wallet.holds.push({ id: what.id, until: what.until, parts, purchase: what.purchase });
  return true;
}

/** How much a hold has set aside. */
export function heldAmount(one: Hold): number {
  return one.parts.reduce((sum, part) => sum + part.amount, 0);
}

/**
 * Commits a hold: `amount` of it is spent, soonest-ending first, the rest goes back to its lots.
 * Returns the parts that were spent. The caller has checked that `amount` fits.
 */
export function commitHold(
  wallet: Wallet,
  journal: Journal,
  currency: string,
  one: Hold,
  amount: number,
  at: Instant,
): HeldPart[] {
  wallet.holds = wallet.holds.filter((other) => other !== one);
  const spent: HeldPart[] = [];
  let rest = amount;
  for (const part of one.parts) {
    const taken = Math.min(rest, part.amount);
    rest -= taken;
    const from = { account: 'held', lot: part.lot } as const;
    journal.move(currency, taken, from, { account: 'redeemed' }, at, { hold: one.id });
    if (taken > 0) spent.push({ ...part, amount: taken });
    giveBackPart(wallet, journal, currency, one.id, part.lot, part.amount - taken, at);
  }
  return spent;
}

/** Gives everything a hold has set aside back to its lots. */
export function voidHold(
  wallet: Wallet,
  journal: Journal,
  currency: string,
  one: Hold,
  at: Instant,
): void {
  wallet.holds = wallet.holds.filter((other) => other !== one);
  for (const part of one.parts) {
    giveBackPart(wallet, journal, currency, one.id, part.lot, part.amount, at);
  }
}

function giveBackPart(
  wallet: Wallet,
  journal: Journal,
  currency: string,
  holdId: string,
  lot: string,
  amount: number,
  at: Instant,
): void {
  giveBack(wallet, journal, { currency, from: 'held', lot, amount, at, hold: holdId });
}
