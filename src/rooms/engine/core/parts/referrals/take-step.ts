import { type Grant, grantOf } from '../../../../program/index.ts';
import {
  type Fund,
  type ReferralStep,
  type ReferralTerms,
  type StoredReferrals,
  storeReferrals,
} from '../../../../referrals/index.ts';
import { use, used } from '../../counters.ts';
import type { Draft } from '../../draft.ts';
import { budgetKey } from '../../earn.ts';
import type { Effect } from '../effect.ts';
import { hasLeft } from '../leaving/left.ts';
import { takeBack } from '../take-back.ts';

/** The budget of all that referrals cost, as `limits.total` caps it. */
export const REFERRALS_TOTAL = 'referrals:total';

/** The terms of the version that promised; those in force when this process does not know it. */
export function termsOf(draft: Draft, version: number): ReferralTerms | null {
  const { program, current } = draft;
  if (program.version === version) return program.referrals;
  return (program.past(version) ?? current).referrals;
}

/**
 * Takes a step over: its slice, what it did, what it gives and what it asks of others. What may be
 * reversed is given under the id of its event; what one has or has not, under its own name.
 *
 * @param reversible how many of the last grants a return takes back.
 */
export function take(draft: Draft, step: ReferralStep, reversible = 0): void {
  const { grants, takeBack: back } = step;
  draft.setSlice('referrals', tell(draft.effects, step));
  grants.forEach((grant, index) => {
    const key = index >= grants.length - reversible ? draft.fact.id : keyOf(grant);
    draft.promised.push({ grant, cause: 'referral', ...(key === null ? {} : { key }) });
  });
  for (const { of, grants: lost } of back) {
    if (of !== null) askBack(draft, step, of);
    else for (const grant of lost) takeBack(draft, keyOf(grant) ?? '', 'referral');
  }
}

/**
 * What the friend was given is taken back in a turn of its own: a return undoes what the purchase
 * itself earned, and nothing else.
 */
function askBack(draft: Draft, { slice }: ReferralStep, of: string): void {
  const { id: referral, version } = slice.friend as NonNullable<typeof slice.friend>;
  const data = { referral, version, depth: 0, of };
  const followUp = { type: 'referral.reversed', id: `${referral}:reversed:0`, member: null, data };
  draft.effects.push({ room: 'referrals', kind: 'follow-up', followUp });
}

/** The key of what one has or has not; null for what is given once and for ever. */
function keyOf(grant: Grant): string | null {
  const { kind, id } = grantOf(grant);
  return kind === 'points' || kind === 'coupon' ? null : `referral:${kind}:${id}`;
}

/** Notes what a step did and what it asks of others. Returns the slice as it is stored. */
export function tell(into: Effect[], { slice, effects, followUps }: ReferralStep): StoredReferrals {
  for (const effect of effects) into.push({ room: 'referrals', ...effect });
  for (const { type, id, to, data } of followUps) {
    const followUp = { type, id, member: to, data };
    into.push({ room: 'referrals', kind: 'follow-up', followUp });
  }
  return storeReferrals(slice);
}

/** Caps: an advocate's own payments by counters, the cost of all together by a budget. */
export function fundOf(draft: Draft, { perMember, total }: ReferralTerms): Fund {
  return ({ what, cost }) => {
    const { state, day } = draft;
    if (hasLeft(state)) return 'advocate_gone';
    const limits = what === 'welcome' || what === 'qualified' ? [] : perMember;
    const needs = (counts: 'times' | 'cost'): number => (counts === 'times' ? 1 : cost);
    for (const { key, per, most, counts } of limits) {
      if (used(state, key, per, day) + needs(counts) > most) return 'referral_limit_reached';
    }
    if (total && cost > 0 && draft.current.budgets.has(REFERRALS_TOTAL)) {
      const key = budgetKey(REFERRALS_TOTAL, total.per, day);
      if (draft.budgets.ask(key, cost).available < cost) return 'referral_budget_used_up';
      draft.take(key, cost);
    }
    for (const { key, per, counts } of limits) use(state, key, per, day, needs(counts));
    return null;
  };
}
