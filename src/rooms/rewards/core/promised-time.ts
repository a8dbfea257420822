import { parseDuration } from '../../../kernel/duration.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';

/** The moment an ISO duration after `at`, as it was promised; the program has checked its form. */
export function after(zone: Zone, at: Instant, promised: string): Instant {
  const duration = parseDuration(promised);
  return duration ? zone.plus(at, duration) : at;
}
