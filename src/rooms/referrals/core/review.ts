import type { Instant } from '../../../kernel/time.ts';
import { qualify } from './mature.ts';
import { close } from './settle.ts';
import type { Brought, ReferralSlice } from './slice.ts';
import { type Fund, join, pay, type Refused, refuse, type Step, step } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** What the person says, and the event in which it is said. */
export interface Review {
  readonly id: string;
  readonly decision: 'release' | 'refuse';
  readonly at: Instant;
}

/**
 * A person has looked at a referral that was held. Released, it goes on from where it is, and what
 * was found so far holds it no more; what is found later may. One that has lapsed meanwhile still
 * gets its welcome. Refused, it ends.
 */
export function review(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  { id, decision, at }: Review,
  fund: Fund,
): Step | Refused {
  const friend = slice?.friend;
  if (!slice || !friend?.held) {
    const detail = 'No referral of this member waits for a review.';
    return refuse('referral_not_held', '', detail, 'Look at its state first.');
  }
  const referral = friend.id;
  if (decision === 'refuse') {
    const refused = { kind: 'referral-refused', referral, findings: [] } as const;
    const first = step(slice, { effects: [refused] });
    if (friend.state !== 'lapsed') return join(first, close(slice, friend, 'refused', at));
    // Its end has been told already.
    return { ...first, slice: { ...slice, friend: { ...friend, state: 'refused', held: false } } };
  }
  const found = Object.keys(friend.noted);
  const cleared = [...new Set([...friend.cleared, ...found])].sort();
  const welcome = pay(friend.welcomed ? null : terms.welcome, referral, fund);
  const released: Brought = {
    ...{ ...friend, held: false, cleared, noted: {} },
    welcomed: friend.welcomed || welcome.paid,
  };
  const effect = { kind: 'referral-released', referral, cleared } as const;
  const first = step(
    { ...slice, friend: released },
    { effects: [effect, ...welcome.effects], grants: welcome.grants },
  );
  if (released.state !== 'ripe') return first;
  return join(first, qualify(terms, first.slice, released, id, fund));
}
