import { addMonths, type Day, dayOfDate, dayParts } from './time.ts';

/** The calendar periods over which limits, caps and budgets count. `ever` never starts anew. */
export const PERIODS = ['P1D', 'P1W', 'P1M', 'P3M', 'P1Y', 'ever'] as const;

export type Period = (typeof PERIODS)[number];

/** The first day of the period in which `day` lies; weeks start on Monday. `0` for `ever`. */
export function periodStart(period: Period, day: Day): Day {
  if (period === 'ever') return 0;
  if (period === 'P1D') return day;
  const known = lastStarts[period];
  if (known.day === day) return known.start;
  const start = computeStart(period, day);
  lastStarts[period] = { day, start };
  return start;
}

type Calendar = Exclude<Period, 'ever' | 'P1D'>;

/** Every limit of every rule asks for the period of the same day: the last answers are kept. */
const lastStarts: Record<Calendar, { day: Day; start: Day }> = {
  P1W: { day: Number.NaN, start: 0 },
  P1M: { day: Number.NaN, start: 0 },
  P3M: { day: Number.NaN, start: 0 },
  P1Y: { day: Number.NaN, start: 0 },
};

function computeStart(period: Calendar, day: Day): Day {
  const parts = dayParts(day);
  if (period === 'P1W') return day - (parts.weekday - 1);
  if (period === 'P1M') return dayOfDate(parts.year, parts.month, 1);
  if (period === 'P3M') return dayOfDate(parts.year, parts.month - ((parts.month - 1) % 3), 1);
  return dayOfDate(parts.year, 1, 1);
}

/** The first day after the period in which `day` lies; `null` for `ever`. */
export function periodEnd(period: Period, day: Day): Day | null {
  const start = periodStart(period, day);
  switch (period) {
    case 'ever':
      return null;
    case 'P1D':
      return start + 1;
    case 'P1W':
      return start + 7;
    case 'P1M':
      return addMonths(start, 1);
    case 'P3M':
      return addMonths(start, 3);
    case 'P1Y':
      return addMonths(start, 12);
  }
}
