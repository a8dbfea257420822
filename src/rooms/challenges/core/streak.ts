import type { Day } from '../../../kernel/time.ts';
import { type Run, SLICE_LIMITS } from './slice.ts';

/** The runs with a day in them; the same runs when it was there already. */
export function addDay(runs: readonly Run[], day: Day): readonly Run[] {
  const last = runs[runs.length - 1];
  if (last && day === last[0] + last[1]) {
    return [...runs.slice(0, -1), [last[0], last[1] + 1]];
  }
  if (runs.some(([start, days]) => day >= start && day < start + days)) return runs;
  const days = [...runs, [day, 1] as const].sort((a, b) => a[0] - b[0]);
  const joined: Run[] = [];
  for (const run of days) {
    const before = joined[joined.length - 1];
    if (before && before[0] + before[1] === run[0]) {
      joined[joined.length - 1] = [before[0], before[1] + run[1]];
    } else joined.push(run);
  }
  return joined.slice(-SLICE_LIMITS.runs);
}

/** The runs without a day: a run may fall into two. */
export function removeDay(runs: readonly Run[], day: Day): readonly Run[] {
  return runs
    .flatMap(([start, days]): Run[] => {
      if (day < start || day >= start + days) return [[start, days]];
      return [
        [start, day - start],
        [day + 1, start + days - day - 1],
      ];
    })
    .filter(([, days]) => days > 0)
    .slice(-SLICE_LIMITS.runs);
}

/** Days of the run that is still alive on a day: it reaches that day or the one before. */
export function alive(runs: readonly Run[], day: Day): number {
  const last = runs[runs.length - 1];
  return last && last[0] + last[1] >= day ? last[1] : 0;
}

/** Days of the longest run. */
export function longest(runs: readonly Run[]): number {
  let most = 0;
  for (const [, days] of runs) if (days > most) most = days;
  return most;
}
