import type { Instant } from '../../../kernel/time.ts';
import type { Introduction } from './bind.ts';
import { type FollowUp, maturedId, qualifiedId } from './follow-up.ts';
import { judge } from './fraud/judge.ts';
import type { Sighting } from './fraud/suspect.ts';
import { close } from './settle.ts';
import type { Brought, ReferralSlice } from './slice.ts';
import { type Fund, join, pay, type Step, step } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** The look at a ripe referral, with what was looked up for it afresh. */
export interface Look {
  /** From the follow-up: a turn that has been overtaken by a return is not taken. */
  readonly turn: number;
  readonly at: Instant;
  readonly friend: { readonly member: number; readonly joinedAt: Instant };
  readonly introduction: Introduction;
  readonly sightings: readonly Sighting[];
}

/**
 * Looks at a referral whose return window is over: what has come to light since the friend came
 * counts now (the payment, the others on the same device). Allowed, it counts and is paid; held, it
 * waits for a review. Null when the turn has been overtaken.
 */
export function matured(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  look: Look,
  fund: Fund,
): Step | null {
  const friend = slice?.friend;
  if (!slice || friend?.state !== 'ripe' || friend.held || friend.ripened !== look.turn) {
    return null;
  }
  const { introduction, sightings, at } = look;
  const { noted, cleared } = friend;
  const suspect = {
    friend: look.friend.member,
    advocate: introduction.advocate,
    ancestors: introduction.ancestors,
    reach: introduction.reach,
    openedAt: null,
    joinedAt: look.friend.joinedAt,
    boundAt: friend.at,
    purchasedAt: friend.purchases[0]?.at ?? null,
    human: 'passed',
    sightings,
  } as const;
  const { outcome, score, findings } = judge(terms.fraud, suspect, { noted, cleared });
  const referral = friend.id;
  if (outcome === 'refuse') {
    const refused = { kind: 'referral-refused', referral, findings } as const;
    return join(step(slice, { effects: [refused] }), close(slice, friend, 'refused', at));
  }
  if (outcome === 'allow')
    return qualify(terms, slice, friend, maturedId(referral, look.turn), fund);
  const weights = Object.fromEntries(findings.map(({ check, weight }) => [check, weight]));
  const held: Brought = { ...friend, held: true, noted: weights };
  const effect = { kind: 'referral-held', referral, score, findings } as const;
  return step({ ...slice, friend: held }, { effects: [effect] });
}

/**
 * The referral counts: the friend is paid, and everybody in the chain gets a turn.
 *
 * @param by the event in which that happens.
 */
export function qualify(
  terms: ReferralTerms,
  slice: ReferralSlice,
  friend: Brought,
  by: string,
  fund: Fund,
): Step {
  const { id, version, chain } = friend;
  const { grants, effects, paid } = pay(terms.qualified, id, fund);
  const first = friend.purchases.slice(0, 1);
  const done: Brought = {
    ...{ ...friend, state: 'qualified', due: null, held: false },
    ...{ purchases: first, noted: {}, rewardedBy: paid ? by : null },
  };
  const followUps = chain.map((to, index): FollowUp => {
    const depth = index + 1;
    const data = { referral: id, version, depth };
    return { type: 'referral.qualified', id: qualifiedId(id, depth), to, data };
  });
  const effect = { kind: 'referral-qualified', referral: id } as const;
  return step({ ...slice, friend: done }, { effects: [effect, ...effects], grants, followUps });
}
