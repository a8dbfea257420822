import { type Period, periodStart } from '../../../../../kernel/period.ts';
import type { Counted } from '../../../../rewards/index.ts';
import { use, used } from '../../counters.ts';
import type { MemberState } from '../../state.ts';

/** Counts a redemption under the limits of the member. */
export function count(state: MemberState, counted: readonly Counted[] | undefined): void {
  for (const [key, day, amount] of counted ?? []) use(state, key, periodOf(key), day, amount);
}

/**
 * Takes back what was counted, in the period in which it was. A period that the state has
 * forgotten meanwhile stays forgotten.
 */
export function uncount(state: MemberState, counted: readonly Counted[] | undefined): void {
  for (const [key, day, amount] of counted ?? []) {
    const per = periodOf(key);
    const back = Math.min(amount, used(state, key, per, day));
    if (back > 0) use(state, key, per, periodStart(per, day), -back);
  }
}

/** The part of what was counted that stands for points which were released in the end. */
export function pointsOf(
  counted: readonly Counted[] | undefined,
  released: number,
): readonly Counted[] {
  if (released === 0) return [];
  return (counted ?? [])
    .filter(([key]) => key.includes(':points:'))
    .map(([key, day]) => [key, day, released]);
}

/** The key of a limit ends with its period, as `reward:tote-bag:times:P1M`. */
function periodOf(key: string): Period {
  return key.slice(key.lastIndexOf(':') + 1) as Period;
}
