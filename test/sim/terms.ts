import { type Duration, parseDuration } from '../../src/kernel/duration.ts';
import { dayOfDate, dayParts, type Zone } from '../../src/kernel/time.ts';
import type { CurrencyText } from './programs.ts';

/** Reads a duration of a simulated program, which is always a sound one. */
export function lasting(text: string): Duration {
  return parseDuration(text) as Duration;
}

/** The last moment of the local day or month, where a term says so. */
function rounded(zone: Zone, moment: number, round: string): number {
  if (round === 'none') return moment;
  const day = zone.dayOf(moment);
  const { year, month } = dayParts(day);
  return zone.endOf(round === 'end-of-day' ? day : dayOfDate(year, month + 1, 1) - 1);
}

/** When points earned at a moment become usable; infinite when they wait for an event. */
export function usableFrom(zone: Zone, { pending }: CurrencyText, earnedAt: number): number {
  if (!pending) return earnedAt;
  if ('until' in pending) return Number.POSITIVE_INFINITY;
  return rounded(zone, zone.plus(earnedAt, lasting(pending.for)), pending.round);
}

/** When points end that were earned and became usable at these moments; null for never. */
export function endsAt(
  zone: Zone,
  { expiry, pending }: CurrencyText,
  earnedAt: number,
  usableAt: number,
): number | null {
  if (usableAt === Number.POSITIVE_INFINITY) {
    return pending && 'within' in pending ? zone.plus(earnedAt, lasting(pending.within)) : null;
  }
  if (expiry === 'never' || 'sliding' in expiry) return null;
  if ('rolling' in expiry) {
    const from = expiry.from === 'activated' ? usableAt : earnedAt;
    return rounded(zone, zone.plus(from, lasting(expiry.rolling)), expiry.round);
  }
  const [month, date] = expiry.calendar.split('-').map(Number) as [number, number];
  const today = zone.dayOf(earnedAt);
  const { year } = dayParts(today);
  const thisYear = dayOfDate(year, month, date);
  return zone.endOf(thisYear >= today ? thisYear : dayOfDate(year + 1, month, date));
}

/** When everything in a sliding purse ends. */
export function slideOf(zone: Zone, { expiry }: CurrencyText) {
  return (activeOn: number): number | null => {
    if (typeof expiry === 'string' || !('sliding' in expiry)) return null;
    return rounded(zone, zone.plus(activeOn, lasting(expiry.sliding)), expiry.round);
  };
}

/** The first day of the calendar week or month of a moment, as a limit counts it. */
export function periodOf(zone: Zone, per: 'P1W' | 'P1M', moment: number): number {
  const day = zone.dayOf(moment);
  const { year, month, weekday } = dayParts(day);
  return per === 'P1W' ? day - weekday + 1 : dayOfDate(year, month, 1);
}
