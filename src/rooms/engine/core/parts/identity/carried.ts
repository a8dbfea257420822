import type { Counter, DayTotals, MemberState } from '../../state.ts';
import type { Carried } from './slice.ts';

/** Periods that a counter keeps, as its own counting does. */
const PERIODS_KEPT = 8;

type Counted = Pick<MemberState, 'purchases' | 'earned' | 'days' | 'counters'>;

/** What counts of a member at this moment. Later changes of the state do not change it. */
export function carriedOf({ purchases, earned, days, counters }: Counted): Carried {
  const { count, total, last } = purchases;
  return {
    purchases: { count, total },
    last,
    earned: { ...earned },
    days: days.slice(),
    counters: { ...counters },
  };
}

/** `one` and, `times` as often (1 or -1), `other`. Nothing that is counted goes below zero. */
export function sumOf(one: Carried, other: Carried, times: 1 | -1): Carried {
  const last = Math.max(one.last ?? 0, other.last ?? 0);
  return {
    purchases: {
      count: one.purchases.count + times * other.purchases.count,
      total: one.purchases.total + times * other.purchases.total,
    },
    last: last === 0 ? null : last,
    earned: sums(one.earned, other.earned, times),
    days: daySums(one.days, other.days, times),
    counters: counterSums(one.counters, other.counters, times),
  };
}

/** Writes what counts into a state. */
export function setCarried(state: MemberState, carried: Carried): void {
  const { purchases, last, earned, days, counters } = carried;
  state.purchases = { ...purchases, last };
  state.earned = { ...earned };
  state.days = days.slice();
  state.counters = { ...counters };
}

function sums(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
  times: 1 | -1,
): Record<string, number> {
  const all: Record<string, number> = { ...one };
  for (const key of Object.keys(other)) {
    all[key] = (all[key] ?? 0) + times * (other[key] ?? 0);
    if (all[key] === 0) delete all[key];
  }
  return all;
}

function daySums(
  one: readonly DayTotals[],
  other: readonly DayTotals[],
  times: 1 | -1,
): DayTotals[] {
  const days = new Map(one.map((totals) => [totals[0], totals]));
  for (const [day, purchases, spend, earned] of other) {
    const known = days.get(day) ?? [day, 0, 0, {}];
    const sum: DayTotals = [
      day,
      known[1] + times * purchases,
      known[2] + times * spend,
      sums(known[3], earned, times),
    ];
    const nothing = sum[1] === 0 && sum[2] === 0 && Object.keys(sum[3]).length === 0;
    if (nothing) days.delete(day);
    else days.set(day, sum);
  }
  return [...days.values()].sort((a, b) => a[0] - b[0]);
}

function counterSums(
  one: Readonly<Record<string, Counter>>,
  other: Readonly<Record<string, Counter>>,
  times: 1 | -1,
): Record<string, Counter> {
  const all: Record<string, Counter> = { ...one };
  for (const key of Object.keys(other)) {
    const periods = new Map(all[key] ?? []);
    for (const [start, used] of other[key] ?? []) {
      const sum = (periods.get(start) ?? 0) + times * used;
      // A limit never counts below nothing, and a period in which nothing is counted is not kept.
      if (sum > 0) periods.set(start, sum);
      else periods.delete(start);
    }
    const left = [...periods].sort((a, b) => a[0] - b[0]).slice(-PERIODS_KEPT);
    if (left.length > 0) all[key] = left;
    else delete all[key];
  }
  return all;
}
