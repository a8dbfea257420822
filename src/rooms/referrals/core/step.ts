import type { Problem } from '../../../kernel/problem.ts';
import type { Grant } from '../../program/index.ts';
import type { ReferralEffect } from './effect.ts';
import type { FollowUp } from './follow-up.ts';
import type { ReferralSlice } from './slice.ts';
import type { Payout } from './terms.ts';

/** What is to be taken back: what an earlier event gave, as far as it is still there. */
export interface TakeBack {
  /** The event that gave it; null for what one has or has not, whoever gave it. */
  readonly of: string | null;
  readonly grants: readonly Grant[];
}

/** What a step leads to. */
export interface Step {
  readonly ok: true;
  readonly slice: ReferralSlice;
  readonly effects: readonly ReferralEffect[];
  readonly grants: readonly Grant[];
  readonly takeBack: readonly TakeBack[];
  readonly followUps: readonly FollowUp[];
}

/** A step that is not taken: nothing changes. */
export interface Refused {
  readonly ok: false;
  readonly refusal: Problem;
}

/**
 * Asks the caps for one payment, and takes it from them. Null when it may be paid, else the reason
 * why not. The engine's counters and budgets answer; it is asked once for each payment, in order.
 */
export type Fund = (payout: Payout) => string | null;

/** A step of which only the parts are given that are not empty. */
export function step(slice: ReferralSlice, parts: Partial<Omit<Step, 'ok' | 'slice'>> = {}): Step {
  return { ok: true, slice, effects: [], grants: [], takeBack: [], followUps: [], ...parts };
}

/** Two parts of one step, one after the other. */
export function join(first: Step, second: Step): Step {
  return {
    ok: true,
    slice: second.slice,
    effects: [...first.effects, ...second.effects],
    grants: [...first.grants, ...second.grants],
    takeBack: [...first.takeBack, ...second.takeBack],
    followUps: [...first.followUps, ...second.followUps],
  };
}

export function refuse(code: string, path: string, detail: string, fix: string): Refused {
  return { ok: false, refusal: { code, path, detail, fix } };
}

/** Pays what the caps let through; what they do not is told. `paid` is false then. */
export function pay(
  payout: Payout | null,
  referral: string,
  fund: Fund,
): {
  readonly grants: readonly Grant[];
  readonly effects: readonly ReferralEffect[];
  paid: boolean;
} {
  if (!payout || payout.grants.length === 0) return { grants: [], effects: [], paid: false };
  const reason = fund(payout);
  if (reason === null) return { grants: payout.grants, effects: [], paid: true };
  const { what } = payout;
  const unpaid: ReferralEffect = { kind: 'referral-unpaid', referral, what, reason };
  return { grants: [], effects: [unpaid], paid: false };
}
