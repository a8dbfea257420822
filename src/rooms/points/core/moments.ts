import type { Duration } from '../../../kernel/duration.ts';
import {
  addMonths,
  type Day,
  dayOfDate,
  dayParts,
  type Instant,
  type Zone,
} from '../../../kernel/time.ts';
import type { Currency } from './currency.ts';
import type { RoundToName } from './section.ts';

/** Carries a moment forward to the end of its local day, month, quarter or year. */
export function roundMoment(zone: Zone, instant: Instant, round: RoundToName): Instant {
  if (round === 'none') return instant;
  return zone.endOf(lastDay(zone.dayOf(instant), round));
}

function lastDay(day: Day, round: RoundToName): Day {
  const { year, month } = dayParts(day);
  if (round === 'end-of-month') return dayOfDate(year, month + 1, 1) - 1;
  if (round === 'end-of-quarter') return dayOfDate(year, month - ((month - 1) % 3) + 3, 1) - 1;
  if (round === 'end-of-year') return dayOfDate(year + 1, 1, 1) - 1;
  return day;
}

/**
 * `instant` plus a duration, then rounded. Whole months and days that end on a rounded day are
 * counted in days, which a shop's busy hour asks for thousands of times with the same answer.
 */
export function momentAfter(
  zone: Zone,
  instant: Instant,
  after: Duration,
  round: RoundToName,
): Instant {
  if (round === 'none' || after.ms !== 0) {
    return roundMoment(zone, zone.plus(instant, after), round);
  }
  const day = addMonths(zone.dayOf(instant), after.months) + after.days;
  return zone.endOf(lastDay(day, round));
}

/** When points earned at a moment become usable; null when they wait for an event. */
export function activationOf(currency: Currency, zone: Zone, earnedAt: Instant): Instant | null {
  const { pending } = currency;
  if (pending.kind === 'none') return earnedAt;
  if (pending.kind === 'event') return null;
  return momentAfter(zone, earnedAt, pending.after, pending.round);
}

/**
 * When points end that were earned and become usable at these moments; null for never or sliding.
 */
export function endOf(
  currency: Currency,
  zone: Zone,
  earnedAt: Instant,
  activeAt: Instant,
): Instant | null {
  const { expiry } = currency;
  if (expiry.kind === 'rolling') {
    const from = expiry.from === 'activated' ? activeAt : earnedAt;
    return momentAfter(zone, from, expiry.after, expiry.round);
  }
  if (expiry.kind === 'calendar') return calendarEnd(expiry, zone, activeAt);
  return null;
}

/**
 * The fixed day on or after the one on which they become usable, so that none ends while it waits.
 */
function calendarEnd(
  expiry: { month: number; day: number; years: number },
  zone: Zone,
  activeAt: Instant,
): Instant {
  const day = zone.dayOf(activeAt);
  const { year } = dayParts(day);
  const thisYear = lastExisting(year, expiry.month, expiry.day);
  const first = thisYear >= day ? year : year + 1;
  return zone.endOf(lastExisting(first + expiry.years, expiry.month, expiry.day));
}

/** 29 February ends on the 28th in a common year. */
function lastExisting(year: number, month: number, day: number): Day {
  return Math.min(dayOfDate(year, month, day), dayOfDate(year, month + 1, 1) - 1);
}

/** When every lot of a sliding currency ends, given the last activity. */
export function slidingEnd(currency: Currency, zone: Zone, activeOn: Instant): Instant | null {
  const { expiry } = currency;
  if (expiry.kind !== 'sliding') return null;
  return momentAfter(zone, activeOn, expiry.after, expiry.round);
}
