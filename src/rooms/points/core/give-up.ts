import { assert } from '../../../kernel/assert.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Account } from '../../ledger/index.ts';
import { inSpendingOrder } from './debit.ts';
import { debtOf, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT } from './lot-id.ts';
import type { Wallet } from './wallet.ts';

/** Where points go that a member gives up. */
export interface GivenUp {
  readonly to: Account;
  readonly points: number;
}

/**
 * Empties a wallet without holds: usable points first, soonest to end first, then those that wait;
 * the parts are filled in their order, and what is left is forfeited. A debt is made good out of
 * what is forfeited. The parts must not be more than the wallet has after its debt.
 */
export function giveUp(
  currency: string,
  wallet: Wallet,
  journal: Journal,
  parts: readonly GivenUp[],
  at: Instant,
): void {
  assert(wallet.holds.length === 0, 'what is held is given back first', { currency });
  const rest: GivenUp = { to: 'forfeited', points: Number.POSITIVE_INFINITY };
  const open = [...parts, rest].map((part) => ({ ...part }));
  const take = (lot: string, amount: number, activeAt: Instant | null): void => {
    let left = amount;
    for (const part of open) {
      const some = Math.min(left, part.points);
      journal.move(currency, some, { account: 'member', lot }, { account: part.to }, at, {
        activeAt,
      });
      part.points -= some;
      left -= some;
    }
  };
  for (const lot of inSpendingOrder(wallet.lots)) {
    take(lot.id, lot.left, null);
    lot.left = 0;
  }
  for (const lot of wallet.lots) {
    for (const { amount, at: activeAt } of lot.pending ?? []) take(lot.id, amount, activeAt);
    delete lot.pending;
  }
  const owed = debtOf(wallet);
  if (owed > 0) {
    lotIn(wallet, DEBT_LOT).left += owed;
    const debt = { account: 'member', lot: DEBT_LOT } as const;
    journal.move(currency, owed, { account: 'forfeited' }, debt, at);
  }
  sweepEmpty(wallet);
}
