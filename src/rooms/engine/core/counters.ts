import { type Period, periodEnd, periodStart } from '../../../kernel/period.ts';
import type { Day } from '../../../kernel/time.ts';
import type { MemberState } from './state.ts';

/** Periods kept per counter, newest last: enough for events that arrive out of order. */
const PERIODS_KEPT = 100;

/** How much a counter has used in the period in which `day` lies. */
export function used(state: MemberState, key: string, per: Period, day: Day): number {
  const start = periodStart(per, day);
  return state.counters[key]?.find(([first]) => first === start)?.[1] ?? 0;
}

/** Adds to a counter. Periods that ended more than `daysLate` before `day` are forgotten. */
export function use(
  state: MemberState,
  key: string,
  per: Period,
  day: Day,
  amount: number,
  daysLate: number,
): void {
  const start = periodStart(per, day);
  const periods = state.counters[key] ?? [];
  const same = periods.find(([first]) => first === start);
  if (same) same[1] += amount;
  else periods.push([start, amount]);
  if (periods.length > 1) {
    state.counters[key] = periods
      .filter(([first]) => (periodEnd(per, first) ?? day + 1) > day - daysLate)
      .slice(-PERIODS_KEPT);
  } else state.counters[key] = periods;
}
