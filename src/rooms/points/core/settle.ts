import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Currency } from './currency.ts';
import { expire, expireUsable } from './expire.ts';
import { voidHold } from './hold.ts';
import { type Journal, sweepEmpty } from './journal.ts';
import { DEBT_LOT } from './lot-id.ts';
import { slidingEnd } from './moments.ts';
import { repayDebt } from './repay.ts';
import type { Lot, Wallet } from './wallet.ts';

/** The next moment at which something in the wallet falls due; null for never. */
export function nextDue(currency: Currency, zone: Zone, wallet: Wallet): Instant | null {
  let due = Number.POSITIVE_INFINITY;
  let slides = false;
  for (const lot of wallet.lots) {
    if (lot.endsAt !== null) due = Math.min(due, lot.endsAt);
    for (const part of lot.pending ?? []) if (part.at !== null) due = Math.min(due, part.at);
    if (lot.left > 0 && lot.endsAt === null && lot.id !== DEBT_LOT) slides = true;
  }
  for (const hold of wallet.holds) due = Math.min(due, hold.until);
  if (slides && wallet.activeOn !== undefined) {
    due = Math.min(due, slidingEnd(currency, zone, wallet.activeOn) ?? due);
  }
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/**
 * Does everything that falls due up to `moment`, in this order: pending points become usable,
 * holds that ran out give back, lots that end expire. Calling it once for each moment in order
 * gives the same wallet however the calls are grouped: that is why a late task changes nothing.
 * When points slide, those that are usable end together; what still waits goes on waiting.
 */
export function settleMoment(
  currency: Currency,
  zone: Zone,
  wallet: Wallet,
  journal: Journal,
  moment: Instant,
): void {
  for (const lot of wallet.lots) activate(lot, moment);
  repayDebt(currency.id, wallet, journal, moment);
  for (const hold of wallet.holds.filter((one) => one.until <= moment)) {
    voidHold(wallet, journal, currency.id, hold, moment);
  }
  const sliding =
    wallet.activeOn === undefined ? null : slidingEnd(currency, zone, wallet.activeOn);
  const allEnd = sliding !== null && sliding <= moment;
  for (const lot of wallet.lots) {
    if (lot.endsAt !== null && lot.endsAt <= moment) expire(currency.id, lot, journal, moment);
    else if (lot.endsAt === null && allEnd) expireUsable(currency.id, lot, journal, moment);
  }
  sweepEmpty(wallet);
}

function activate(lot: Lot, moment: Instant): void {
  if (!lot.pending) return;
  for (const part of lot.pending) {
    if (part.at !== null && part.at <= moment) lot.left += part.amount;
  }
  lot.pending = lot.pending.filter((part) => part.at === null || part.at > moment);
  if (lot.pending.length === 0) delete lot.pending;
}
