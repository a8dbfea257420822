import type { BenefitWindows } from '../../../benefits/index.ts';
import type { Badges, Slice as Challenges } from '../../../challenges/index.ts';
import type { ConsentSlice } from '../../../consent/index.ts';
import type { CouponSlice } from '../../../coupons/index.ts';
import type { LeavingSlice } from '../../../leaving/index.ts';
import type { TouchMemory } from '../../../program/index.ts';
import type { StoredReferrals } from '../../../referrals/index.ts';
import type { Redemptions } from '../../../rewards/index.ts';
import type { CardSlice } from './card.ts';
import type { GivenUnderKeys } from './given.ts';
import type { IdentitySlice } from './identity/slice.ts';

/**
 * What a member has of the rooms that take part in decisions beside points and tiers. Plain JSON,
 * each slice replaced and never changed, so that a copied state shares them. Most members have few.
 */
export interface Slices {
  readonly card?: CardSlice;
  /** What the member has touched lately, as far as a scene looks at it. */
  readonly touches?: TouchMemory;
  /** Members who are one person with this one. */
  readonly identity?: IdentitySlice;
  /** Coupons in the member's hands, and the last that were. */
  readonly coupons?: CouponSlice;
  readonly badges?: Badges;
  readonly challenges?: Challenges;
  /** What can still be taken back of what was given. */
  readonly given?: GivenUnderKeys;
  readonly referrals?: StoredReferrals;
  /** Granted benefits that are open. */
  readonly benefits?: NonNullable<BenefitWindows>;
  /** Redemptions of rewards that are not over, oldest first. */
  readonly rewards?: NonNullable<Redemptions>;
  /** What the member has said yes or no to. */
  readonly consents?: ConsentSlice;
  /** Set while the member is leaving, and from then on. */
  readonly leaving?: LeavingSlice;
  /** The number of the event with which the member left last. */
  readonly leftAt?: number;
}

/** Names a slice. */
export type SliceName = keyof Slices;

/** A member who has nothing of any room. */
export const NO_SLICES: Slices = Object.freeze({});

/** Replaces what a member has of a room; `undefined` when nothing is left. */
export function setSlice<Name extends SliceName>(
  state: { slices: Slices },
  name: Name,
  slice: Slices[Name] | undefined,
): void {
  if (state.slices[name] === slice) return;
  if (slice !== undefined) {
    state.slices = { ...state.slices, [name]: slice };
    return;
  }
  const { [name]: _, ...others } = state.slices;
  state.slices = Object.keys(others).length === 0 ? NO_SLICES : others;
}
