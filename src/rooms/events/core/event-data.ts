import type { Loose } from '../../../kernel/input/fields.ts';
import type { ProblemList } from '../../../kernel/input/problem-list.ts';
import { readBenefitSeen, readBenefitUse, readBenefitWithdrawal } from './benefit-data.ts';
import { readCardReplaced } from './card-data.ts';
import { readChallengeNamed } from './challenge-data.ts';
import { readConsentGiven, readConsentWithdrawn } from './consent-data.ts';
import {
  readCouponTransfer,
  readCouponVoid,
  readIssue,
  readRedeem,
  readRelease,
  readReserve,
  readRollback,
} from './coupon-data.ts';
import type { EventSettings } from './event-settings.ts';
import type { FactData, Identifier } from './fact.ts';
import { readFreeData } from './free-data.ts';
import { readLeave, readLeaveRecalled } from './leaving-data.ts';
import { readEnrolment, readMemberChange } from './member-data.ts';
import { readMerge } from './merge-data.ts';
import {
  readCommit,
  readHold,
  readPointsChange,
  readSpend,
  readTransfer,
  readVoid,
} from './points-data.ts';
import { readPurchase } from './purchase-data.ts';
import {
  readReferralCode,
  readReferralReviewed,
  readReferralSaid,
  readReferralSignals,
} from './referral-data.ts';
import { readReinstated, readReturn } from './return-data.ts';
import {
  readRewardCommit,
  readRewardDrawn,
  readRewardFulfil,
  readRewardHold,
  readRewardRedeem,
  readRewardRollback,
  readRewardVoid,
} from './reward-data.ts';

/** What the data of an event is read with. */
export interface DataContext {
  readonly out: ProblemList;
  readonly from: Loose;
  readonly path: string;
  readonly source: string;
  readonly settings: EventSettings;
  /** Who it is about. */
  readonly identifiers: readonly Identifier[];
  /** What must leave the event at the door: readers put sealed values here. */
  readonly personal: Record<string, string | null>;
  /** JSON pointers of what was written differently than it was sent. */
  readonly changed: string[];
}

type Reader<T> = (context: DataContext) => T;

/** How the data of each known type is read; any other type is a custom event. */
const READERS: { readonly [T in keyof FactData]: Reader<FactData[T]> } = {
  purchase: ({ out, from, path, settings }) => readPurchase(out, from, path, settings),
  return: ({ out, from, path, source }) => readReturn(out, from, path, source),
  'purchase.reinstated': ({ out, from, path, source }) => readReinstated(out, from, path, source),
  'purchase.claimed': ({ out, from, path, source }) => readReinstated(out, from, path, source),
  'member.enrolled': (context) => readEnrolment(context),
  'member.updated': (context) => readMemberChange(context),
  'consent.given': ({ out, from, path }) => readConsentGiven(out, from, path),
  'consent.withdrawn': ({ out, from, path }) => readConsentWithdrawn(out, from, path),
  'challenge.joined': ({ out, from, path }) => readChallengeNamed(out, from, path),
  'challenge.left': ({ out, from, path }) => readChallengeNamed(out, from, path),
  'referral.code': ({ out, from, path }) => readReferralCode(out, from, path),
  'referral.bind': ({ out, from, path }) => readReferralSaid(out, from, path, true),
  'referral.signals': ({ out, from, path }) => readReferralSignals(out, from, path),
  'referral.reviewed': ({ out, from, path }) => readReferralReviewed(out, from, path),
  'member.leave': ({ out, from, path }) => readLeave(out, from, path),
  'member.merged': ({ out, from, path }) => readMerge(out, from, path),
  'member.unmerged': ({ out, from, path }) => readMerge(out, from, path),
  'member.erased': ({ out, from, path }) => readLeaveRecalled(out, from, path),
  'member.leave.recalled': ({ out, from, path }) => readLeaveRecalled(out, from, path),
  'points.credit': change('points.credit'),
  'points.opening': change('points.opening'),
  'points.goodwill': change('points.goodwill'),
  'points.adjust': change('points.adjust'),
  'points.spend': ({ out, from, path, source }) => readSpend(out, from, path, source),
  'points.hold': ({ out, from, path, source }) => readHold(out, from, path, source),
  'points.commit': ({ out, from, path, source }) => readCommit(out, from, path, source),
  'points.void': ({ out, from, path }) => readVoid(out, from, path),
  'card.replaced': ({ out, from, path }) => readCardReplaced(out, from, path),
  'coupon.issue': ({ out, from, path }) => readIssue(out, from, path),
  'coupon.reserve': ({ out, from, path, settings }) => readReserve(out, from, path, settings),
  'coupon.release': ({ out, from, path }) => readRelease(out, from, path),
  'coupon.redeem': ({ out, from, path, settings }) => readRedeem(out, from, path, settings),
  'coupon.rollback': ({ out, from, path }) => readRollback(out, from, path),
  'coupon.void': ({ out, from, path }) => readCouponVoid(out, from, path),
  'coupon.transfer': ({ out, from, path }) => readCouponTransfer(out, from, path),
  'points.transfer': ({ out, from, path }) => readTransfer(out, from, path),
  'benefit.use': ({ out, from, path }) => readBenefitUse(out, from, path),
  'benefit.see': ({ out, from, path }) => readBenefitSeen(out, from, path),
  'benefit.withdraw': ({ out, from, path }) => readBenefitWithdrawal(out, from, path),
  'reward.hold': ({ out, from, path }) => readRewardHold(out, from, path),
  'reward.redeem': ({ out, from, path, source }) => readRewardRedeem(out, from, path, source),
  'reward.commit': ({ out, from, path, source }) => readRewardCommit(out, from, path, source),
  'reward.void': ({ out, from, path }) => readRewardVoid(out, from, path),
  'reward.rollback': ({ out, from, path }) => readRewardRollback(out, from, path),
  'reward.fulfil': ({ out, from, path }) => readRewardFulfil(out, from, path),
  'reward.drawn': ({ out, from, path }) => readRewardDrawn(out, from, path),
};

function change(
  type: 'points.credit' | 'points.opening' | 'points.goodwill' | 'points.adjust',
): Reader<FactData['points.credit']> {
  return ({ out, from, path, source }) => readPointsChange(out, from, path, source, type);
}

/** The types that the hub itself understands. */
export const KNOWN_TYPES = Object.keys(READERS) as readonly (keyof FactData)[];

/** Reads the data of an event by its type. */
export function readData(type: string, context: DataContext): FactData[keyof FactData] | Loose {
  if (isKnownType(type)) return READERS[type](context);
  return readFreeData(context.out, context.from, context.path);
}

/** Whether the hub itself understands this type. */
export function isKnownType(type: string): type is keyof FactData {
  return Object.hasOwn(READERS, type);
}
