import { type Period, periodStart } from '../../../kernel/period.ts';
import type { Day } from '../../../kernel/time.ts';
import type { MemberState } from './state.ts';

/**
 * Periods kept per counter. An event that arrives when ten later periods have been counted finds
 * its own forgotten and starts it anew: the price of a state that stays small.
 */
const PERIODS_KEPT = 10;

/** How much a counter has used in the period in which `day` lies. */
export function used(state: MemberState, key: string, per: Period, day: Day): number {
  const start = periodStart(per, day);
  return state.counters[key]?.find(([first]) => first === start)?.[1] ?? 0;
}

/** Adds to a counter; the oldest of too many periods is forgotten. */
export function use(state: MemberState, key: string, per: Period, day: Day, amount: number): void {
  const start = periodStart(per, day);
  const periods = state.counters[key] ?? [];
  const others = periods.filter(([first]) => first !== start);
  const sum = amount + (periods.find(([first]) => first === start)?.[1] ?? 0);
  const counted = [...others, [start, sum] as const].sort(([a], [b]) => a - b);
  state.counters[key] = counted.slice(-PERIODS_KEPT);
}
