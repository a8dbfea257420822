import { type Duration, parseDuration } from './duration.ts';
import type { Problem } from './problem.ts';

/** Days in a month and a year on average over the Gregorian cycle. */
const MONTH = 30.436_875;

/** About how many days a duration has, to compare two that need not be exact. */
export function roughDays(duration: Duration): number {
  return duration.months * MONTH + duration.days + duration.ms / 86_400_000;
}

/** What is wrong with a duration that has the right form; `null` when nothing is. */
export function durationProblem(text: string, path: string): Problem | null {
  const duration = parseDuration(text);
  if (!duration) {
    return {
      code: 'duration_out_of_range',
      path,
      detail: `${text} is longer than 100 years or not a duration.`,
      fix: 'Write an ISO 8601 duration such as P6M, P7D or PT24H.',
    };
  }
  if (roughDays(duration) > 0) return null;
  return {
    code: 'duration_zero',
    path,
    detail: `${text} is no time at all.`,
    fix: 'Write how long, or leave the property out.',
  };
}
