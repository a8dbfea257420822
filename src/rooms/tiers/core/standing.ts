import type { Instant } from '../../../kernel/time.ts';

/** Where a member stands in one tier set. Replaced, never changed. */
export interface Standing {
  /** The level's id; `''` while no level's condition has held yet. */
  readonly level: string;
  readonly since: Instant;
  /** When the level is next looked at; null for never. */
  readonly review: Instant | null;
  /** When something is next to be done: a warning, the review, or the end of grace. */
  readonly due: Instant | null;
  /** Until when an undeserved level is kept all the same. */
  readonly graceUntil?: Instant;
  /**
   * What stood before the last upgrade, and before that one: a return goes back as far as the
   * purchase that comes back. Forgotten when a review keeps the level or takes it.
   */
  readonly before?: Standing;
  /** A purchase that led here has come back, and later ones carry the level: theirs may undo it. */
  readonly leans?: true;
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
    | 'upgrade_undone'
    | 'left'
    | 'restored'
    | 'merged'
    | 'unmerged';
  readonly at: Instant;
}
