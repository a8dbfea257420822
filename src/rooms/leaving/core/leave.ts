import type { Problem } from '../../../kernel/problem.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';
import { type Confirmation, confirmationOf, unconfirmed } from './confirm.ts';
import { type Holdings, type LeavingPlan, planLeaving } from './plan.ts';
import type { LeavingEffect, LeavingSlice } from './slice.ts';
import type { LeavingTerms, PromisedTerms } from './terms.ts';

/** A step, and the plan to be carried out with it in the same transaction; null: nothing yet. */
export interface LeavingStep {
  readonly ok: true;
  readonly slice: LeavingSlice | undefined;
  readonly effects: readonly LeavingEffect[];
  readonly plan: LeavingPlan | null;
}

export interface LeavingRefused {
  readonly ok: false;
  readonly refusal: Problem;
}

/** What would be done now or after the waiting time, and what must be confirmed for it. */
export function previewLeaving(
  terms: LeavingTerms,
  holdings: Holdings,
  at: Instant,
): { readonly plan: LeavingPlan; readonly confirm: Confirmation } {
  const plan = planLeaving(terms, holdings, effectiveAt(terms, at));
  return { plan, confirm: confirmationOf(terms, plan) };
}

/**
 * A member asks to leave. The figures must be those that the member has been shown: if one has
 * changed since, nothing happens, and the new one is told.
 *
 * @param terms null: the program says nothing of leaving, so nobody can be told what it means.
 */
export function askToLeave(
  terms: LeavingTerms | null,
  slice: LeavingSlice | undefined,
  holdings: Holdings,
  given: Confirmation,
  at: Instant,
): LeavingStep | LeavingRefused {
  if (!terms) {
    const fix = 'Add a `leaving` section to the program.';
    return refuse('leaving_not_stated', '', 'The program does not say what leaving means.', fix);
  }
  if (slice) return refuseAgain(slice);
  const [open] = holdings.open;
  if (open && terms.open === 'refuse') {
    const detail = `A ${open.kind} is still open: ${open.id}.`;
    return refuse('leaving_blocked', '', detail, 'Finish it or void it, then leave.');
  }
  const { plan, confirm } = previewLeaving(terms, holdings, at);
  const differs = unconfirmed(confirm, given);
  if (differs) {
    const detail = `The member has ${differs.is}, which was not confirmed.`;
    const fix = 'Show what leaving does once more (dryRun), and send those figures.';
    return refuse('leaving_not_confirmed', differs.path, detail, fix);
  }
  if (!terms.wait) return carriedOut(plan);
  const due = plan.effective;
  return {
    ok: true,
    slice: { state: 'asked', at, due, terms: promised(terms) },
    effects: [{ kind: 'leaving-asked', due }],
    plan: null,
  };
}

/** The member has thought again, in time. */
export function recallLeaving(slice: LeavingSlice | undefined): LeavingStep | LeavingRefused {
  if (slice?.state !== 'asked') {
    const fix = 'Nothing needs to be done.';
    return refuse('not_leaving', '', 'This member has not asked to leave.', fix);
  }
  return { ok: true, slice: undefined, effects: [{ kind: 'leaving-recalled' }], plan: null };
}

/** When something falls due by itself: the member leaves, or kept tiers are forgotten. */
export function dueOf(slice: LeavingSlice | undefined): Instant | null {
  if (!slice) return null;
  return (slice.state === 'asked' ? slice.due : slice.until) ?? null;
}

/**
 * Does what has fallen due up to a moment, that moment included. The rules are those in the slice,
 * under which the member asked, the figures those of the moment when it falls due; what is still
 * open is undone.
 *
 * @param zone of the program.
 * @param holdings what the member has at the moment when it is due.
 */
export function settleLeaving(
  zone: Zone,
  slice: LeavingSlice,
  holdings: () => Holdings,
  until: Instant,
): LeavingStep | null {
  const due = dueOf(slice);
  if (due === null || due > until) return null;
  if (slice.state === 'asked') {
    return carriedOut(planLeaving({ ...slice.terms, zone }, holdings(), due));
  }
  return { ok: true, slice: { state: 'left', at: slice.at }, effects: [], plan: null };
}

/** Somebody who has left enrols again. Tiers come back that were kept; points never do. */
export function comeBack(slice: LeavingSlice | undefined, at: Instant): LeavingStep | null {
  if (slice?.state !== 'left' || slice.erased) return null;
  const kept = slice.until !== undefined && at < slice.until ? slice.tiers : undefined;
  const effects: LeavingEffect[] = [{ kind: 'came-back', tiers: kept ?? {} }];
  return { ok: true, slice: undefined, effects, plan: null };
}

function effectiveAt({ wait, zone }: LeavingTerms, at: Instant): Instant {
  return wait ? zone.plus(at, wait) : at;
}

function carriedOut(plan: LeavingPlan): LeavingStep {
  const { effective: at, tiers, tiersUntil } = plan;
  const kept = tiersUntil === null ? {} : { tiers, until: tiersUntil };
  return {
    ok: true,
    slice: { state: 'left', at, ...kept },
    effects: [{ kind: 'left', at }],
    plan,
  };
}

function promised({ zone: _, ...terms }: LeavingTerms): PromisedTerms {
  return terms;
}

function refuseAgain({ state }: LeavingSlice): LeavingRefused {
  if (state === 'left') {
    return refuse('member_has_left', '', 'This member has left.', 'Enrol again to come back.');
  }
  const fix = 'Wait until it takes effect, or recall it.';
  return refuse('leaving_asked', '', 'This member has asked to leave already.', fix);
}

function refuse(code: string, path: string, detail: string, fix: string): LeavingRefused {
  return { ok: false, refusal: { code, path, detail, fix } };
}
