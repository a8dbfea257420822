import { type Refused, refuse } from './refused.ts';

/** The latest steps of a member's card that were counted, the earliest first. */
export type UsedSteps = readonly number[];

/** Steps remembered for a member; more uses than this between two uploads of a till are rare. */
export const USED_STEPS_KEPT = 16;

/**
 * Counts a step once and for ever, in whatever order steps come (a till that was offline uploads
 * earlier ones later). When the memory is full, everything before it counts as used.
 * @returns the steps to keep instead, or the refusal `card_code_used`.
 */
export function countStep(used: UsedSteps, step: number): { used: UsedSteps } | Refused {
  const forgotten = used.length >= USED_STEPS_KEPT && step < used[0]!;
  if (forgotten || used.includes(step)) {
    const detail = 'This code of the card was used, or is older than those that are remembered.';
    return refuse('card_code_used', detail, 'Wait for the next code, at most 30 seconds.');
  }
  const sorted = [...used, step].sort((one, other) => one - other);
  return { used: sorted.slice(-USED_STEPS_KEPT) };
}
