import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Currency } from './currency.ts';
import { voidHold } from './hold.ts';
import { debtOf, type Journal, lotIn, sweepEmpty } from './journal.ts';
import { DEBT_LOT, lotKind } from './lot-id.ts';
import { slidingEnd } from './moments.ts';
import type { Lot, Wallet } from './wallet.ts';

/** The next moment at which something in the wallet falls due; null for never. */
export function nextDue(currency: Currency, zone: Zone, wallet: Wallet): Instant | null {
  let due = Number.POSITIVE_INFINITY;
  let anything = false;
  for (const lot of wallet.lots) {
    if (lot.endsAt !== null) due = Math.min(due, lot.endsAt);
    for (const part of lot.pending ?? []) if (part.at !== null) due = Math.min(due, part.at);
    if (lot.left > 0) anything = true;
  }
  for (const hold of wallet.holds) due = Math.min(due, hold.until);
  if (anything && wallet.activeOn !== undefined) {
    due = Math.min(due, slidingEnd(currency, zone, wallet.activeOn) ?? due);
  }
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/**
 * Does everything that falls due at exactly `moment`, in this order: pending points become usable,
 * holds that ran out give back, lots that end expire. Calling it once for each moment in order
 * gives the same wallet however the calls are grouped: that is why a late task changes nothing.
 */
export function settleMoment(
  currency: Currency,
  zone: Zone,
  wallet: Wallet,
  journal: Journal,
  moment: Instant,
): void {
  for (const lot of wallet.lots) activate(lot, moment);
  repayDebt(currency, wallet, journal, moment);
  for (const hold of wallet.holds.filter((one) => one.until <= moment)) {
    voidHold(wallet, journal, currency.id, hold, moment);
  }
  const sliding =
    wallet.activeOn === undefined ? null : slidingEnd(currency, zone, wallet.activeOn);
  const allEnd = sliding !== null && sliding <= moment;
  for (const lot of wallet.lots) {
    if (lot.endsAt !== null ? lot.endsAt <= moment : allEnd) {
      expire(currency, lot, journal, moment);
    }
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

/** Points that have just become usable pay what the member owes before anything else. */
function repayDebt(currency: Currency, wallet: Wallet, journal: Journal, at: Instant): void {
  let owed = debtOf(wallet);
  if (owed === 0) return;
  for (const lot of wallet.lots) {
    if (lot.id === DEBT_LOT || lot.left <= 0 || owed === 0) continue;
    const repaid = Math.min(owed, lot.left);
    lot.left -= repaid;
    lotIn(wallet, DEBT_LOT).left += repaid;
    owed -= repaid;
    const debt = { account: 'member', lot: DEBT_LOT } as const;
    journal.move(currency.id, repaid, { account: 'member', lot: lot.id }, debt, at);
  }
}

function expire(currency: Currency, lot: Lot, journal: Journal, at: Instant): void {
  if (lot.id === DEBT_LOT) return;
  const from = { account: 'member', lot: lot.id } as const;
  const to = { account: lotKind(lot.id) === 'waiting' ? 'voided' : 'expired' } as const;
  for (const part of lot.pending ?? []) {
    journal.move(currency.id, part.amount, from, to, at, { activeAt: part.at });
  }
  delete lot.pending;
  journal.move(currency.id, Math.max(0, lot.left), from, to, at);
  lot.left = Math.min(0, lot.left);
}
