import { addMonths, type Day, dayOfDate, dayParts } from '../../../kernel/time.ts';
import type { DaySpan, Facts } from '../../program/index.ts';

/** On which local days a benefit is there; compiled. */
export interface Calendar {
  readonly days: DaySpan;
  /** Days of the month; null for all. */
  readonly monthly: ReadonlySet<number> | null;
  readonly yearly: {
    readonly attribute: string;
    readonly before: number;
    readonly after: number;
  } | null;
}

/** A stretch of days on which a benefit is there. */
export interface OpenDays {
  /** The last day of the stretch; infinite for no end. */
  readonly last: Day;
  /** The day to which a use counts: that of the birthday, also when its week is cut by new year. */
  readonly counts: Day;
}

/** The stretch in which today lies, or null when the benefit is not there today. */
export function openDays({ days, monthly, yearly }: Calendar, facts: Facts): OpenDays | null {
  const { day } = facts;
  if (day < days.first || day > days.last) return null;
  if (monthly && !monthly.has(dayParts(day).day)) return null;
  const last = monthly ? day : days.last;
  if (!yearly) return { last, counts: day };
  const own = ownDay(yearly, facts);
  if (own === null) return null;
  return { last: Math.min(last, own + yearly.after), counts: own };
}

const MONTH_DAY = /^(?:\d{4}-)?(\d{2})-(\d{2})$/;

/** The member's own day whose stretch holds today; null when there is none. */
function ownDay(yearly: NonNullable<Calendar['yearly']>, { day, member }: Facts): Day | null {
  const written = member.attributes[yearly.attribute];
  const match = typeof written === 'string' ? MONTH_DAY.exec(written) : null;
  if (!match) return null;
  const [month, dayOfMonth] = [Number(match[1]), Number(match[2])];
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null;
  const { year } = dayParts(day);
  // The stretch of a day around new year begins or ends in another year than the day.
  for (const candidate of [year, year - 1, year + 1]) {
    const own = dayIn(candidate, month, dayOfMonth);
    if (day >= own - yearly.before && day <= own + yearly.after) return own;
  }
  return null;
}

/** That day of a year; one that the month lacks (29 February) is its last. */
function dayIn(year: number, month: number, dayOfMonth: number): Day {
  const first = dayOfDate(year, month, 1);
  return Math.min(first + dayOfMonth - 1, addMonths(first, 1) - 1);
}
