import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Currency } from './currency.ts';
import { activationOf, endOf } from './moments.ts';

/** When points earned at a moment become usable (null: when an event says so) and when they end. */
export interface Terms {
  readonly activeAt: Instant | null;
  readonly endsAt: Instant | null;
}

/**
 * The terms of points earned at a moment. When both moments are rounded to local days, everything
 * earned on one day has the same terms: the last day's are kept, because a till asks for today.
 */
export function termsOf(currency: Currency, zone: Zone, earnedAt: Instant): Terms {
  if (!byDay(currency)) return compute(currency, zone, earnedAt);
  const day = zone.dayOf(earnedAt);
  const known = remembered.get(currency);
  if (known && known.zone === zone && known.day === day) {
    return currency.pending.kind === 'none'
      ? { activeAt: earnedAt, endsAt: known.terms.endsAt }
      : known.terms;
  }
  const terms = compute(currency, zone, earnedAt);
  remembered.set(currency, { zone, day, terms });
  return terms;
}

const remembered = new WeakMap<Currency, { zone: Zone; day: number; terms: Terms }>();

function byDay({ pending, expiry }: Currency): boolean {
  if (pending.kind === 'event') return false;
  if (pending.kind === 'time' && (pending.round === 'none' || pending.after.ms !== 0)) return false;
  if (expiry.kind !== 'rolling') return true;
  return expiry.round !== 'none' && expiry.after.ms === 0;
}

function compute(currency: Currency, zone: Zone, earnedAt: Instant): Terms {
  const activeAt = activationOf(currency, zone, earnedAt);
  const endsAt = activeAt === null ? null : endOf(currency, zone, earnedAt, activeAt);
  return { activeAt, endsAt };
}
