/**
 * What a member has of the rooms that take part in decisions beside points and tiers. Plain JSON,
 * each slice replaced and never changed, so that a copied state shares them. Most members have few.
 */
export interface Slices {
  /** Badges, in the order in which they were given. */
  readonly badges?: readonly string[];
}

/** Names a slice. */
export type SliceName = keyof Slices;

/** A member who has nothing of any room. */
export const NO_SLICES: Slices = Object.freeze({});
