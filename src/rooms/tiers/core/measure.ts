import { addMonths, type Day, type Instant, type Zone } from '../../../kernel/time.ts';
import type { Facts } from '../../program/index.ts';
import type { Level, Measure, TierSet } from './tier-set.ts';

/** What a member's state answers to a measure. Days are local, both ends included. */
export interface MeasureSource {
  /** Points earned less what was clawed back; `from` null is all time. */
  earned(currency: string, from: Day | null, to: Day): number;
  balance(currency: string): number;
  spend(from: Day | null, to: Day): number;
  purchases(from: Day | null, to: Day): number;
}

/**
 * The value of a measure at a moment. A window of P12M seen on 22 November begins on
 * 23 November of the year before: twelve months, today included.
 */
export function measure(what: Measure, source: MeasureSource, zone: Zone, at: Instant): number {
  if (what.kind === 'balance') return source.balance(what.currency);
  const to = zone.dayOf(at);
  const from = what.over ? addMonths(to, -what.over.months) - what.over.days + 1 : null;
  if (what.kind === 'earned') return source.earned(what.currency, from, to);
  if (what.kind === 'spend') return source.spend(from, to);
  return source.purchases(from, to);
}

/** The levels a member deserves now: by value to reach, by value to keep, or by conditions. */
export interface Deserved {
  /** Index of the level that would be reached; -1 for none. */
  readonly reach: number;
  /** Index of the highest level that would be kept at a review. */
  readonly keep: number;
  /** The measured value; 0 for condition sets. */
  readonly value: number;
}

/**
 * What the member deserves in a set. `facts` answers the conditions; it looks at the state after
 * the event.
 *
 * @param above only levels above this index are of interest (for a rise, the one held): the
 * conditions of the others are not asked, and count as held.
 */
export function deserved(
  set: TierSet,
  source: MeasureSource,
  facts: Facts,
  zone: Zone,
  at: Instant,
  above = -1,
): Deserved {
  if (set.measure) {
    const value = measure(set.measure, source, zone, at);
    let reach = set.levels.length - 1;
    while (reach >= 0 && value < (set.levels[reach] as Level).at) reach--;
    let keep = set.levels.length - 1;
    while (keep >= 0 && value < (set.levels[keep] as Level).keep) keep--;
    return { value, reach, keep };
  }
  const holds = (index: number): boolean => set.levels[index]?.when?.(facts) === true;
  let reach = above;
  if (set.climb === 'highest') {
    const highest = set.levels.findLastIndex((_, index) => index > above && holds(index));
    reach = Math.max(above, highest);
  } else {
    while (reach + 1 < set.levels.length && holds(reach + 1)) reach++;
  }
  return { reach, keep: reach, value: 0 };
}
