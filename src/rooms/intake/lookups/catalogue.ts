import { benefitCounts } from './benefit-counts.ts';
import { challengeScores } from './challenge-scores.ts';
import { couponCodes } from './coupon-codes.ts';
import { erasedMembers } from './erased-members.ts';
import type { Lookup } from './lookup.ts';
import { memberStatus } from './member-status.ts';
import { mergedMembers } from './merged-members.ts';
import { referralCodes } from './referral-codes.ts';
import { referralFriends } from './referral-friends.ts';
import { referralReach } from './referral-reach.ts';
import { referralReviews } from './referral-reviews.ts';
import { referralSignals } from './referral-signals.ts';
import { rewardEntries } from './reward-entries.ts';

/** What decisions look up beyond their members. */
export const LOOKUPS: readonly Lookup[] = [
  couponCodes,
  benefitCounts,
  memberStatus,
  erasedMembers,
  mergedMembers,
  referralCodes,
  referralFriends,
  referralSignals,
  referralReach,
  referralReviews,
  challengeScores,
  rewardEntries,
];
