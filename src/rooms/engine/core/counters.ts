import { type Period, periodEnd, periodStart } from '../../../kernel/period.ts';
import type { Day } from '../../../kernel/time.ts';
import type { Counter, MemberState } from './state.ts';

/**
 * Periods kept per counter. An event that comes later than eight counted periods finds its own
 * forgotten and starts it anew: the price of a state that stays small.
 */
const PERIODS_KEPT = 8;

/** How much a counter has used in the period in which `day` lies. */
export function used(state: MemberState, key: string, per: Period, day: Day): number {
  const periods = state.counters[key];
  return periods === undefined ? 0 : usedIn(periods, periodStart(per, day));
}

function usedIn(periods: Counter, start: Day): number {
  for (let index = periods.length - 1; index >= 0; index--) {
    const period = periods[index] as Counter[number];
    if (period[0] === start) return period[1];
  }
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
  const last = periods.length - 1;
  const newest = periods[last] as Counter[number];
  if (newest[0] === start) {
    const counted = periods.slice();
    counted[last] = [start, newest[1] + amount];
    state.counters[key] = counted;
    return;
  }
  const counted = periods.filter((period) => period[0] !== start);
  counted.push([start, amount + usedIn(periods, start)]);
  if (counted.length > 1) counted.sort(byStart);
  state.counters[key] = counted.length > PERIODS_KEPT ? counted.slice(1) : counted;
}

/** Forgets periods that ended before `oldest`, and counters with none left. */
export function forgetPeriods(state: MemberState, oldest: Day): void {
  for (const key in state.counters) {
    const periods = state.counters[key] ?? [];
    // Periods are in order: when the first is alive, all are. One that began late enough surely is.
    const first = periods[0];
    if (first && first[0] >= oldest) continue;
    const per = key.slice(key.lastIndexOf(':') + 1) as Period;
    if (per === 'ever' || (first && isAlive(per, first, oldest))) continue;
    const left = periods.filter((period) => isAlive(per, period, oldest));
    if (left.length > 0) state.counters[key] = left;
    else delete state.counters[key];
  }
}

function isAlive(per: Period, period: Counter[number], oldest: Day): boolean {
  return (periodEnd(per, period[0]) ?? oldest + 1) > oldest;
}

function byStart(a: Counter[number], b: Counter[number]): number {
  return a[0] - b[0];
}
