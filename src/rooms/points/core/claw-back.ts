import { assert } from '../../../kernel/assert.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { CreditPart } from './credit.ts';
import type { Currency } from './currency.ts';
import { inSpendingOrder } from './debit.ts';
import { available, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT, lotKind } from './lot-id.ts';
import type { Lot, Wallet } from './wallet.ts';

/**
 * Takes back up to `amount` of what a purchase earned: first what is still pending, then what is
 * left in the lots it went to, then (by the currency's return policy) other earned points, never
 * goodwill, and last a debt. Returns what was taken, by lot; with `within-balance` or
 * `only-pending` that may be less than asked. Points that waited for an event and are void were
 * never the member's: nothing else is taken for them.
 *
 * @param parts what is still to be undone of the original credit.
 */
export function clawBack(
  currency: Currency,
  wallet: Wallet,
  journal: Journal,
  parts: readonly CreditPart[],
  amount: number,
  at: Instant,
): CreditPart[] {
  const taken: CreditPart[] = [];
  const take = (lot: Lot, wanted: number, activeAt: Instant | null): number => {
    if (wanted <= 0) return 0;
    taken.push({ lot: lot.id, amount: wanted, activeAt });
    const from = { account: 'member', lot: lot.id } as const;
    journal.move(currency.id, wanted, from, { account: 'clawback' }, at, { activeAt });
    return wanted;
  };
  let rest = amount - takePending(wallet, parts, amount, take);
  const waits = parts.some((part) => lotKind(part.lot) === 'waiting');
  if (currency.returns !== 'only-pending' && rest > 0 && !waits) {
    rest -= takeActive(currency, wallet, parts, rest, take);
  }
  assert(rest >= 0, 'no more is clawed back than was asked', { amount, rest });
  sweepEmpty(wallet);
  return taken;
}

type Take = (lot: Lot, wanted: number, activeAt: Instant | null) => number;

function takePending(
  wallet: Wallet,
  parts: readonly CreditPart[],
  amount: number,
  take: Take,
): number {
  let taken = 0;
  for (const part of parts) {
    const lot = wallet.lots.find((one) => one.id === part.lot);
    const waiting = lotKind(part.lot) === 'waiting';
    const pending = lot?.pending?.find((one) => one.at === (waiting ? null : part.activeAt));
    if (!lot?.pending || !pending) continue;
    const some = Math.min(pending.amount, part.amount, amount - taken);
    pending.amount -= some;
    if (pending.amount === 0) lot.pending = lot.pending.filter((one) => one !== pending);
    if (lot.pending.length === 0) delete lot.pending;
    taken += take(lot, some, part.activeAt);
  }
  return taken;
}

function takeActive(
  currency: Currency,
  wallet: Wallet,
  parts: readonly CreditPart[],
  amount: number,
  take: Take,
): number {
  let rest = amount;
  const fromLot = (lot: Lot, most: number): void => {
    const some = Math.min(lot.left, most, rest, Math.max(0, available(wallet)));
    if (some <= 0) return;
    lot.left -= some;
    rest -= take(lot, some, null);
  };
  for (const part of parts) {
    const lot = wallet.lots.find((one) => one.id === part.lot);
    if (lot && lotKind(lot.id) === 'earned') fromLot(lot, part.amount);
  }
  for (const lot of inSpendingOrder(wallet.lots)) {
    if (lotKind(lot.id) === 'earned') fromLot(lot, rest);
  }
  if (rest > 0 && currency.returns === 'unlimited') {
    const debt = lotIn(wallet, DEBT_LOT);
    debt.left -= rest;
    rest -= take(debt, rest, null);
  }
  return amount - rest;
}
