import { type Period, periodStart } from '../../../kernel/period.ts';
import type { Day } from '../../../kernel/time.ts';
import type { Counter, MemberState } from './state.ts';

/**
 * Periods kept per counter. An event that arrives when three later periods have been counted finds
 * its own forgotten and starts it anew: the price of a state that stays small.
 */
const PERIODS_KEPT = 3;

/** How much a counter has used in the period in which `day` lies. */
export function used(state: MemberState, key: string, per: Period, day: Day): number {
  const periods = state.counters[key];
  return periods === undefined ? 0 : usedIn(periods, periodStart(per, day));
}

function usedIn(periods: Counter, start: Day): number {
  for (const period of periods) if (period[0] === start) return period[1];
  return 0;
}

/** Adds to a counter; the oldest of too many periods is forgotten. */
export function use(state: MemberState, key: string, per: Period, day: Day, amount: number): void {
  const start = periodStart(per, day);
  const periods = state.counters[key];
  if (periods === undefined) {
    state.counters[key] = [[start, amount]];
    return;
  }
  const counted = periods.filter((period) => period[0] !== start);
  counted.push([start, amount + usedIn(periods, start)]);
  if (counted.length > 1) counted.sort(byStart);
  state.counters[key] = counted.length > PERIODS_KEPT ? counted.slice(1) : counted;
}

function byStart(a: Counter[number], b: Counter[number]): number {
  return a[0] - b[0];
}
