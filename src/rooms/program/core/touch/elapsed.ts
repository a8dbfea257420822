import { parseDuration } from '../../../../kernel/duration.ts';

const DAY_MS = 86_400_000;

/** The longest time that a scene may look back, or between two of its steps. */
const SCENE_DAYS_MOST = 31;

/**
 * A time that passes alike everywhere, in milliseconds: days are of 24 hours. Null for what is
 * none, has months, or is longer than 31 days.
 */
export function elapsedOf(text: string): number | null {
  const duration = parseDuration(text);
  if (!duration || duration.months > 0) return null;
  const ms = duration.days * DAY_MS + duration.ms;
  return ms > 0 && ms <= SCENE_DAYS_MOST * DAY_MS ? ms : null;
}
