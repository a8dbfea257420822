import type { Instant } from '../../../kernel/time.ts';

/** How long one code of a card is shown. */
export const STEP_MS = 30_000;

/**
 * Steps by which the clock of a phone may be off, to either side: a minute. Five codes are right at
 * any time, so one guess of eight digits hits once in 20 million.
 */
export const DRIFT_STEPS = 2;

/** The number of the 30 seconds in which a moment lies, counted from 1970 (RFC 6238). */
export function stepOf(at: Instant): number {
  return Math.floor(at / STEP_MS);
}

/** The steps whose codes are accepted at a moment, the likeliest first. */
export function stepsAround(at: Instant, drift: number = DRIFT_STEPS): number[] {
  const now = stepOf(at);
  const steps = [now];
  for (let off = 1; off <= drift; off++) steps.push(now - off, now + off);
  return steps.filter((step) => step >= 0);
}
