import { parseDay } from '../../../../kernel/time.ts';

/** Forms in which the year comes first: there is one way to read them. */
const YEAR_FIRST = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
];
/** Month and day without a year, the month first. */
const MONTH_FIRST = [/^(\d{2})-(\d{2})$/, /^--(\d{2})-(\d{2})$/, /^(\d{1,2})月(\d{1,2})日$/];
/** Day or month first: two people read two different days. */
const EITHER = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/;
/** A year in which every day of every month exists. */
const LEAP_YEAR = '2024';

/** What a text says as a day of the calendar. */
export type ReadDay =
  | { readonly is: 'day'; readonly text: string }
  | { readonly is: 'ambiguous' | 'impossible' | 'no-date' };

/**
 * A birthday or the like in its standard form: `1990-05-03`, or `05-03` without a year. What can be
 * read in two ways, such as 03/05/1990, is not guessed.
 */
export function readCalendarDay(text: string): ReadDay {
  for (const form of YEAR_FIRST) {
    const [, year, month, day] = form.exec(text) ?? [];
    if (year && month && day) return standing(`${year}-${two(month)}-${two(day)}`, 0);
  }
  for (const form of MONTH_FIRST) {
    const [, month, day] = form.exec(text) ?? [];
    if (month && day) return standing(`${LEAP_YEAR}-${two(month)}-${two(day)}`, 5);
  }
  return { is: EITHER.test(text) ? 'ambiguous' : 'no-date' };
}

function standing(day: string, from: number): ReadDay {
  return parseDay(day) === null ? { is: 'impossible' } : { is: 'day', text: day.slice(from) };
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}
