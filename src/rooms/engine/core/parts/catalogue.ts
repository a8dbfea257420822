import { benefitsPart } from './benefits.ts';
import { cardPart } from './card.ts';
import { challengesPart } from './challenges.ts';
import { consentPart } from './consent.ts';
import { couponsPart } from './coupons/coupons.ts';
import { identityPart } from './identity/part.ts';
import { leavingPartOf } from './leaving/part.ts';
import type { Part } from './part.ts';
import { referralsPart } from './referrals.ts';
import { rewardsPart } from './rewards/part.ts';
import { touchesPart } from './touches.ts';

const ROOMS: readonly Part[] = [
  touchesPart,
  consentPart,
  identityPart,
  cardPart,
  couponsPart,
  benefitsPart,
  rewardsPart,
  challengesPart,
  referralsPart,
];

/** The rooms that take part, in the order in which they have their say. */
export const PARTS: readonly Part[] = [...ROOMS, leavingPartOf(ROOMS)];
