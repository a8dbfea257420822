import type { Instant } from '../../../kernel/time.ts';
import type { Journal } from './journal.ts';
import { DEBT_LOT, lotKind } from './lot-id.ts';
import type { Lot } from './wallet.ts';

/** Ends a lot by its own end: what is left and what still waits is gone. */
export function expire(currency: string, lot: Lot, journal: Journal, at: Instant): void {
  const from = { account: 'member', lot: lot.id } as const;
  const to = { account: lotKind(lot.id) === 'waiting' ? 'voided' : 'expired' } as const;
  for (const part of lot.pending ?? []) {
    journal.move(currency, part.amount, from, to, at, { activeAt: part.at });
  }
  delete lot.pending;
  expireUsable(currency, lot, journal, at);
}

/** Ends what is usable in a lot; a debt is not, and what still waits goes on waiting. */
export function expireUsable(currency: string, lot: Lot, journal: Journal, at: Instant): void {
  if (lot.id === DEBT_LOT || lot.left === 0) return;
  const from = { account: 'member', lot: lot.id } as const;
  journal.move(currency, lot.left, from, { account: 'expired' }, at);
  lot.left = 0;
}
