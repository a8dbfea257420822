import type { Instant } from '../../../kernel/time.ts';
import { inSpendingOrder } from './debit.ts';
import { debtOf, type Journal, lotIn } from './journal.ts';
import { DEBT_LOT, lotKind } from './lot-id.ts';
import type { Wallet } from './wallet.ts';

/**
 * Earned points that have become usable pay what the member owes before anything else, soonest to
 * end first. Goodwill that is there stays: else a return would take it through the debt it leaves.
 */
export function repayDebt(currency: string, wallet: Wallet, journal: Journal, at: Instant): void {
  let owed = debtOf(wallet);
  if (owed === 0) return;
  for (const lot of inSpendingOrder(wallet.lots)) {
    if (owed === 0) return;
    if (lotKind(lot.id) !== 'earned') continue;
    const repaid = Math.min(owed, lot.left);
    lot.left -= repaid;
    lotIn(wallet, DEBT_LOT).left += repaid;
    owed -= repaid;
    const debt = { account: 'member', lot: DEBT_LOT } as const;
    journal.move(currency, repaid, { account: 'member', lot: lot.id }, debt, at);
  }
}
