import type { Facts, Grant } from '../../program/index.ts';
import { friendCame, friendClosed, friendQualified, friendReversed } from './advocate.ts';
import type { FollowUp } from './follow-up.ts';
import type { ReferralSlice } from './slice.ts';
import type { Fund, Step } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** A follow-up whose turn is somebody else's than the friend's. */
export type AdvocateFollowUp = Exclude<FollowUp, { readonly type: 'referral.matured' }>;

/** What an advocate's turn needs beside the follow-up. */
export interface Turn {
  readonly facts: Facts;
  readonly fund: Fund;
  /** For a reversal: what the event `of` paid, read from its `referral-counted`. */
  readonly paid: readonly Grant[];
}

/** Decides one follow-up in the advocate's own turn, by the terms of the version it names. */
export function advocateTurn(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  followUp: Pick<AdvocateFollowUp, 'type' | 'data'>,
  { facts, fund, paid }: Turn,
): Step {
  const told = followUp as AdvocateFollowUp;
  switch (told.type) {
    case 'referral.bound':
      return friendCame(slice);
    case 'referral.closed':
      return friendClosed(slice);
    case 'referral.qualified':
      return friendQualified(terms, slice, told.data, facts, fund);
    case 'referral.reversed':
      return friendReversed(terms, slice, { ...told.data, paid });
  }
}
