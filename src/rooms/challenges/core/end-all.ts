import type { Instant } from '../../../kernel/time.ts';
import { ended } from './assign.ts';
import { type ChallengeEffect, NO_EFFECTS, type Step } from './effect.ts';
import { EMPTY_SLICE, type Slice, unlessEmpty } from './slice.ts';

/**
 * Ends what a member has who leaves for good, and takes the scores off the boards. How often each
 * challenge was completed stays: coming back does not make them new.
 */
export function endAll(slice: Slice | undefined, at: Instant): Step {
  if (!slice) return { slice, effects: NO_EFFECTS };
  const effects: ChallengeEffect[] = slice.open.map((one) => ended(one, 'left', at));
  for (const challenge in slice.scores) {
    effects.push({ kind: 'unranked', challenge, score: 0, since: at });
  }
  return { slice: unlessEmpty({ ...EMPTY_SLICE, done: slice.done }), effects };
}
