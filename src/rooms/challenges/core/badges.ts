import type { Instant } from '../../../kernel/time.ts';
import { EMPTY_SLICE, SLICE_LIMITS, type Slice, unlessEmpty } from './slice.ts';

/** Gives a badge; the first time stays. The oldest of too many makes room. */
export function giveBadge(slice: Slice | undefined, badge: string, at: Instant): Slice | undefined {
  const { badges } = slice ?? EMPTY_SLICE;
  if (badges[badge] !== undefined) return slice;
  const kept = Object.entries(badges).slice(1 - SLICE_LIMITS.badges);
  return { ...(slice ?? EMPTY_SLICE), badges: { ...Object.fromEntries(kept), [badge]: at } };
}

/** Takes a badge back. */
export function takeBadge(slice: Slice | undefined, badge: string): Slice | undefined {
  if (slice?.badges[badge] === undefined) return slice;
  const { [badge]: _, ...badges } = slice.badges;
  return unlessEmpty({ ...slice, badges });
}
