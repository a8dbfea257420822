import type { DayTotals } from './state.ts';

/**
 * The days of a member as one flat list of numbers behind their currencies: per day the days since
 * the one before, purchases, spend, and points in the order of the currencies. Half the bytes of a
 * list of lists, and nothing to take apart but numbers.
 */
export type StoredDays = readonly [currencies: readonly string[], numbers: readonly number[]];

/** Numbers of a day before its points. */
const FIXED = 3;

/** Days in order, oldest first. */
export function storeDays(days: readonly DayTotals[]): StoredDays {
  const currencies: string[] = [];
  for (const totals of days) {
    for (const currency in totals[3]) {
      if (!currencies.includes(currency)) currencies.push(currency);
    }
  }
  const numbers: number[] = [];
  let before = 0;
  for (const totals of days) {
    numbers.push(totals[0] - before, totals[1], totals[2]);
    for (const currency of currencies) numbers.push(totals[3][currency] ?? 0);
    before = totals[0];
  }
  return [currencies, numbers];
}

/** The days as they were; a currency with nothing on a day is left out of that day. */
export function readDays([currencies, numbers]: StoredDays): DayTotals[] {
  const days: DayTotals[] = [];
  let day = 0;
  for (let at = 0; at < numbers.length; at += FIXED + currencies.length) {
    day += numbers[at] as number;
    const earned: Record<string, number> = {};
    for (let index = 0; index < currencies.length; index++) {
      const points = numbers[at + FIXED + index] as number;
      if (points !== 0) earned[currencies[index] as string] = points;
    }
    days.push([day, numbers[at + 1] as number, numbers[at + 2] as number, earned]);
  }
  return days;
}
