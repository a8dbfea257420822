import type { DayTotals } from './state.ts';

/**
 * The days of a member as two short texts: the currencies, and per day the days since the one
 * before, purchases, spend and points in that order, in base 36. A year of a weekly shopper fits
 * into what five days take as JSON.
 */
export type StoredDays = readonly [currencies: string, days: string];

const BASE = 36;

/** Days in order, oldest first. */
export function storeDays(days: readonly DayTotals[]): StoredDays {
  const currencies = [...new Set(days.flatMap(([, , , earned]) => Object.keys(earned)))];
  let before = 0;
  const written = days.map(([day, purchases, spend, earned]) => {
    const points = currencies.map((currency) => earned[currency] ?? 0);
    const numbers = [day - before, purchases, spend, ...points];
    before = day;
    return numbers.map((number) => number.toString(BASE)).join('.');
  });
  return [currencies.join(','), written.join(';')];
}

/** The days as they were; a currency with nothing on a day is left out of that day. */
export function readDays([names, written]: StoredDays): DayTotals[] {
  if (written === '') return [];
  const currencies = names === '' ? [] : names.split(',');
  let day = 0;
  return written.split(';').map((text) => {
    const numbers = text.split('.');
    const at = (index: number): number => Number.parseInt(numbers[index] ?? '0', BASE);
    day += at(0);
    const earned: Record<string, number> = {};
    currencies.forEach((currency, index) => {
      const points = at(3 + index);
      if (points !== 0) earned[currency] = points;
    });
    return [day, at(1), at(2), earned] as const;
  });
}
