import type { Instant } from '../../../kernel/time.ts';
import type { Journal } from './journal.ts';
import { debtOf, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT, lotId, lotKind, originOf, withOrigin } from './lot-id.ts';
import type { Wallet } from './wallet.ts';

/**
 * Makes points usable that waited for an event: they move from their waiting lot to the lot of
 * their end, after paying what the member owes. Returns how many moved (zero when none waited) and
 * the lot in which they are from now on.
 */
export function activateWaiting(
  wallet: Wallet,
  journal: Journal,
  what: {
    readonly currency: string;
    readonly lot: string;
    readonly endsAt: Instant | null;
    readonly at: Instant;
  },
): { readonly points: number; readonly lot: string } {
  const id = withOrigin(lotId('earned', what.endsAt), originOf(what.lot));
  const waiting = wallet.lots.find((lot) => lot.id === what.lot && lotKind(lot.id) === 'waiting');
  const amount = (waiting?.pending ?? []).reduce((sum, part) => sum + part.amount, 0);
  if (!waiting || amount === 0) return { points: 0, lot: id };
  delete waiting.pending;
  const repaid = Math.min(amount, debtOf(wallet));
  const from = { account: 'member', lot: waiting.id } as const;
  if (repaid > 0) {
    lotIn(wallet, DEBT_LOT).left += repaid;
    journal.move(what.currency, repaid, from, { account: 'member', lot: DEBT_LOT }, what.at);
  }
  lotIn(wallet, id).left += amount - repaid;
  journal.move(what.currency, amount - repaid, from, { account: 'member', lot: id }, what.at);
  sweepEmpty(wallet);
  return { points: amount, lot: id };
}
