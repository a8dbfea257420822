import { dayOfDate, dayParts } from './time.ts';

/** A day that comes back every year. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/**
 * Reads `MM-DD`; `null` when no such day exists in every year (`02-29` does not).
 */
export function parseMonthDay(text: string): MonthDay | null {
  const match = /^(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const month = Number(match[1]);
  const day = Number(match[2]);
  if (month < 1 || month > 12) return null;
  const parts = dayParts(dayOfDate(2027, month, day));
  return parts.month === month && parts.day === day ? { month, day } : null;
}
