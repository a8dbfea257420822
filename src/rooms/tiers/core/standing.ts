import type { Instant } from '../../../kernel/time.ts';

/** Where a member stands in one tier set. */
export interface Standing {
  /** The level's id; `''` while no level's condition has held yet. */
  level: string;
  since: Instant;
  /** When the level is next looked at; null for never. */
  review: Instant | null;
  /** When something is next to be done: a warning, the review, or the end of grace. */
  due: Instant | null;
  /** Until when an undeserved level is kept all the same. */
  graceUntil?: Instant;
  /** What stood before the last upgrade, so that returning the purchase that caused it undoes it. */
  before?: { level: string; since: Instant; review: Instant | null; due: Instant | null };
}

/** A change (or a notice) in one tier set, as the decision tells it. */
export interface TierEffect {
  readonly set: string;
  readonly from: string;
  readonly to: string;
  readonly why:
    | 'entered'
    | 'upgrade'
    | 'downgrade'
    | 'kept'
    | 'warning'
    | 'grace'
    | 'upgrade_undone';
  readonly at: Instant;
}

/** An independent copy. */
export function copyStanding(standing: Standing): Standing {
  return standing.before ? { ...standing, before: { ...standing.before } } : { ...standing };
}
