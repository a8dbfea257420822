import type { FactData } from '../../../../events/index.ts';
import {
  advocateTurn,
  matured,
  type ReferralStep,
  type ReferralTerms,
  readReferrals,
  review,
} from '../../../../referrals/index.ts';
import type { Draft } from '../../draft.ts';
import { type Handler, refuse } from '../../handlers/handler.ts';
import { takeBack } from '../take-back.ts';
import type { FoundForFriend } from './friend-comes.ts';
import { fundOf, take, termsOf } from './take-step.ts';

/** What a follow-up says, with what the intake found for it. */
interface FollowUpData {
  readonly referral: string;
  readonly version: number;
  /** 0: the friend; 1: the advocate; 2 and 3: those above. */
  readonly depth?: number;
  /** Of a reversal: the event that paid. */
  readonly of?: string;
  readonly turn?: number;
}

/** A friend has come, gone, counted, or counts no more: the turn of one above. */
export const advocateHears: Handler = (draft) => {
  const data = draft.fact.data as unknown as FollowUpData;
  if (data.of !== undefined) takeBack(draft, data.of, 'referral');
  const terms = termsOf(draft, data.version);
  // The version that promised is always known to a hub; without it nothing can be told.
  if (!terms || data.depth === 0) return null;
  const followUp = { type: draft.fact.type, data } as unknown as Parameters<typeof advocateTurn>[2];
  const turn = { facts: draft.facts(), fund: fundOf(draft, terms), paid: [] };
  const step = advocateTurn(terms, stored(draft), followUp, turn);
  takeCounted(draft, step);
  return null;
};

/** What the friend paid comes first and may be reversed; steps of the bar are given for good. */
function takeCounted(draft: Draft, step: ReferralStep): void {
  const counted = step.effects.find(({ kind }) => kind === 'referral-counted');
  const paid = counted?.kind === 'referral-counted' ? counted.paid.length : 0;
  const first = { ...step, grants: step.grants.slice(0, paid) };
  take(draft, { ...first, effects: [], followUps: [], takeBack: [] }, paid);
  take(draft, { ...step, grants: step.grants.slice(paid) });
}

/** The return window of a friend's purchase is over: the referral is looked at. */
export const lookAgain: Handler = (draft) => {
  const data = draft.fact.data as unknown as FollowUpData & FoundForFriend;
  const terms = termsOf(draft, data.version);
  const { introduction, sightings, turn = 0, friend: member } = data;
  if (!terms || !introduction) return null;
  const { joinedAt } = draft.state;
  const look = { turn, at: draft.at, friend: { member, joinedAt }, introduction, sightings };
  const step = matured(terms, stored(draft), look, fundOf(draft, terms));
  if (step) take(draft, step, rewarded(step, draft.fact.id, terms));
  return null;
};

/** A person has looked at a referral that was held. */
export const reviewed: Handler = (draft) => {
  const { referral, decision } = draft.fact.data as unknown as FactData['referral.reviewed'];
  const slice = stored(draft);
  const terms = slice?.friend && termsOf(draft, slice.friend.version);
  if (!terms || slice.friend?.id !== referral) {
    const fix = 'See GET /v1/referrals/reviews for those that wait.';
    return refuse('referral_unknown', '/data/referral', 'This member has no such referral.', fix);
  }
  const said = decision === 'allow' ? ('release' as const) : ('refuse' as const);
  const about = { id: draft.fact.id, decision: said, at: draft.at };
  const done = review(terms, slice, about, fundOf(draft, terms));
  if (!done.ok) return done.refusal;
  take(draft, done, rewarded(done, draft.fact.id, terms));
  return null;
};

/** How many of the last grants are the friend's reward for buying: a return takes them back. */
function rewarded({ slice }: ReferralStep, event: string, { qualified }: ReferralTerms): number {
  return slice.friend?.rewardedBy === event ? (qualified?.grants.length ?? 0) : 0;
}

function stored(draft: Draft) {
  const { referrals } = draft.state.slices;
  return referrals && readReferrals(referrals);
}
