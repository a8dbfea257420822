import { challengeScores } from './challenge-scores.ts';
import { couponCodes } from './coupon-codes.ts';
import {
  referralAdvocates,
  referralCodes,
  referralFriends,
  referralReviews,
  referralSignals,
} from './referral-rows.ts';
import { rewardEntries } from './reward-entries.ts';
import type { Side } from './side.ts';

/** The tables beside the events that a proof compares, member by member. */
export const SIDES: readonly Side[] = [
  challengeScores,
  couponCodes,
  rewardEntries,
  referralCodes,
  referralFriends,
  referralAdvocates,
  referralSignals,
  referralReviews,
];
