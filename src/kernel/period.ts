import { type Day, dayOfDate, dayParts } from './time.ts';

/** The calendar periods over which limits, caps and budgets count. `ever` never starts anew. */
export const PERIODS = ['P1D', 'P1W', 'P1M', 'P3M', 'P1Y', 'ever'] as const;

export type Period = (typeof PERIODS)[number];

/** The first day of the period in which `day` lies; weeks start on Monday. `0` for `ever`. */
export function periodStart(period: Period, day: Day): Day {
  if (period === 'ever') return 0;
  if (period === 'P1D') return day;
  const parts = dayParts(day);
  if (period === 'P1W') return day - (parts.weekday - 1);
  if (period === 'P1M') return dayOfDate(parts.year, parts.month, 1);
  if (period === 'P3M') return dayOfDate(parts.year, parts.month - ((parts.month - 1) % 3), 1);
  return dayOfDate(parts.year, 1, 1);
}
