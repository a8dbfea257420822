import type { Instant } from '../../../kernel/time.ts';
import type { Facts } from '../../program/index.ts';
import { type FollowUp, qualifiedId } from './follow-up.ts';
import { close, ripen } from './settle.ts';
import type { Brought, Candidate, ReferralSlice } from './slice.ts';
import { type Step, step } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** How many purchases wait side by side: when the first comes back, the next one counts. */
const CANDIDATES = 5;

/** Whether a purchase of this member could matter to a referral: the question on every purchase. */
export function awaitsPurchase(slice: ReferralSlice | undefined): boolean {
  const state = slice?.friend?.state;
  return state === 'open' || state === 'pending' || state === 'ripe';
}

/**
 * A purchase of the friend. One that qualifies is pending until its return window is over. Null
 * when it changes nothing. The slice must be settled up to now.
 *
 * @param purchase its name (`source/id`), its moment, and its net amount in smallest units.
 */
export function purchased(
  terms: ReferralTerms,
  slice: ReferralSlice,
  purchase: { readonly key: string; readonly at: Instant; readonly net: number },
  facts: Facts,
): Step | null {
  const { friend } = slice;
  if (!friend || !awaitsPurchase(slice)) return null;
  const { key, at, net } = purchase;
  if (at < friend.at || at >= friend.until || net < terms.least || net <= 0) return null;
  if (friend.purchases.length >= CANDIDATES) return null;
  if (friend.purchases.some((one) => one.purchase === key)) return null;
  if (terms.purchaseWhen && terms.purchaseWhen(facts) !== true) return null;
  const ends = terms.pendingFor ? terms.zone.plus(at, terms.pendingFor) : at;
  const candidates = [...friend.purchases, { purchase: key, at, ends }];
  const effect = { kind: 'referral-pending', referral: friend.id, purchase: key, ends } as const;
  const waiting =
    friend.state === 'ripe' ? inReserve(friend, candidates) : first(friend, candidates);
  return step({ ...slice, friend: waiting }, { effects: [effect] });
}

/** The first purchase is being looked at (or held): the others stand behind it. */
function inReserve(friend: Brought, purchases: readonly Candidate[]): Brought {
  return { ...friend, purchases };
}

function first(friend: Brought, candidates: Candidate[]): Brought {
  const purchases = candidates.sort(byEnd);
  return { ...friend, state: 'pending', purchases, due: (purchases[0] as Candidate).ends };
}

function byEnd(one: Candidate, other: Candidate): number {
  return one.ends - other.ends;
}

/**
 * A purchase of the friend has come back, wholly or in part. Before the referral has counted, the
 * next candidate takes its place, or the referral is open again; afterwards it is reversed for
 * everybody, when the program says so. Null when it changes nothing.
 *
 * @param left what of the purchase the friend still has, net.
 * @param at the moment of the decision.
 */
export function returned(
  terms: ReferralTerms,
  slice: ReferralSlice,
  { key, left }: { readonly key: string; readonly left: number },
  at: Instant,
): Step | null {
  const { friend } = slice;
  if (!friend || (left > 0 && left >= terms.least)) return null;
  if (!friend.purchases.some((one) => one.purchase === key)) return null;
  if (friend.state === 'qualified') return reverse(terms, slice, friend);
  if (friend.state !== 'pending' && friend.state !== 'ripe') return null;
  const purchases = friend.purchases.filter((one) => one.purchase !== key);
  return withoutOne(slice, { ...friend, purchases }, at);
}

function withoutOne(slice: ReferralSlice, friend: Brought, at: Instant): Step {
  const [next] = friend.purchases;
  if (next) {
    const pending = { ...friend, state: 'pending', due: next.ends } as const;
    if (next.ends <= at) return ripen(slice, pending, at);
    const { purchase, ends } = next;
    const effect = { kind: 'referral-pending', referral: friend.id, purchase, ends } as const;
    return step({ ...slice, friend: pending }, { effects: [effect] });
  }
  if (at >= friend.until) return close(slice, friend, 'lapsed', at);
  const open = { ...friend, state: 'open', due: friend.until } as const;
  const effect = { kind: 'referral-open', referral: friend.id } as const;
  return step({ ...slice, friend: open }, { effects: [effect] });
}

function reverse(terms: ReferralTerms, slice: ReferralSlice, friend: Brought): Step | null {
  if (terms.onReturn === 'keep') return null;
  const { id, version, chain, rewardedBy } = friend;
  const followUps = chain.map((to, index): FollowUp => {
    const depth = index + 1;
    const of = qualifiedId(id, depth);
    const data = { referral: id, version, depth, of };
    return { type: 'referral.reversed', id: `${id}:reversed:${depth}`, to, data };
  });
  const reversed: Brought = { ...friend, state: 'reversed', purchases: [], rewardedBy: null };
  const grants = terms.qualified?.grants ?? [];
  const takeBack = rewardedBy === null ? [] : [{ of: rewardedBy, grants }];
  const effect = { kind: 'referral-reversed', referral: id, depth: 0 } as const;
  return step({ ...slice, friend: reversed }, { effects: [effect], takeBack, followUps });
}
