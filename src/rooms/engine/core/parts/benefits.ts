import {
  type BenefitChange,
  type BenefitEffect,
  type Benefits,
  dueOf,
  grantBenefit,
  onEvent,
  see,
  settle,
  takeBack,
  use,
  withdraw,
} from '../../../benefits/index.ts';
import type { FactData } from '../../../events/index.ts';
import type { Grant } from '../../../program/index.ts';
import { use as count, used } from '../counters.ts';
import type { Draft } from '../draft.ts';
import { budgetKey } from '../earn.ts';
import type { Handler } from '../handlers/handler.ts';
import { moneyBack } from '../returned.ts';
import type { MemberState } from '../state.ts';
import type { Effect } from './effect.ts';
import { pickGiven } from './given.ts';
import { hasLeft } from './leaving/left.ts';
import type { Part } from './part.ts';
import { setSlice } from './slices.ts';
import { takeBack as takeBackGiven } from './take-back.ts';

type Admitted = Parameters<typeof grantBenefit>[4];
type Benefit = Parameters<Admitted>[0];

/** Benefits: windows that events grant, standing rights, their uses, limits and quotas. */
export const benefitsPart: Part = {
  slice: 'benefits',
  handlers: {
    'benefit.use': useBenefit(),
    'benefit.see': (draft) => {
      const { windows } = draft.fact.data as unknown as FactData['benefit.see'];
      take(draft, see(draft.state.slices.benefits, windows, draft.at));
      return null;
    },
    'benefit.withdraw': (draft) => {
      const { window } = draft.fact.data as unknown as FactData['benefit.withdraw'];
      const step = withdraw(draft.state.slices.benefits, window, draft.at);
      if ('refusal' in step) return step.refusal;
      take(draft, step);
      return null;
    },
  },
  dueOf: (_, { slices }) => dueOf(slices.benefits),
  settle(_, state, into, moment) {
    const { state: left, effects } = settle(state.slices.benefits, moment);
    setSlice(state, 'benefits', left);
    tell(into.effects, effects);
    forget(state, effects);
  },
  gives: 'benefit',
  give(draft, id, cause, index) {
    const given = { id: `${draft.state.no}g.${index + 1}`, benefit: id };
    const { benefits } = draft.program;
    const { slices } = draft.state;
    const step = grantBenefit(benefits, slices.benefits, given, draft.at, admitOf(draft));
    if ('refusal' in step) {
      notGranted(draft, id, step.refusal.code, cause);
      return null;
    }
    take(draft, step);
    return step.state?.some((one) => one.id === given.id) ? given.id : null;
  },
  takeBack(draft, name) {
    const step = withdraw(draft.state.slices.benefits, name, draft.at);
    if (!('refusal' in step)) take(draft, step);
  },
  leave(_, state, into, __, at) {
    for (const { id } of state.slices.benefits ?? []) {
      const step = withdraw(state.slices.benefits, id, at);
      if ('refusal' in step) continue;
      setSlice(state, 'benefits', step.state);
      tell(into.effects, step.effects);
    }
  },
  afterEvent(draft) {
    if (draft.fact.type === 'return') undo(draft);
    const { benefits } = draft.program;
    if (!benefits.byEvent.has(draft.fact.type) || hasLeft(draft.state)) return;
    grantAfter(draft, benefits);
  },
};

function useBenefit(): Handler {
  return (draft) => {
    const { fact, program, state } = draft;
    const { benefit, window, operator } = fact.data as unknown as FactData['benefit.use'];
    const step = use(
      program.benefits,
      state.slices.benefits,
      { benefit, window, operator, store: fact.store },
      {
        facts: draft.facts(),
        used: ({ key, per }, day) => used(state, key, per, day),
        // How much is left for others is not this decision's business, and would not repeat.
        left: (quota) => (room(draft, quota) ? Number.POSITIVE_INFINITY : 0),
      },
    );
    if ('refusal' in step) return step.refusal;
    const terms = program.benefits.byId.get(benefit);
    for (const effect of step.effects) {
      if (terms && effect.kind === 'used' && effect.day !== null) counted(draft, terms, effect.day);
    }
    take(draft, step);
    return null;
  };
}

/** Benefits that hang on this type of event have their say. */
function grantAfter(draft: Draft, benefits: Benefits): void {
  const { state } = draft;
  const admit = admitOf(draft);
  const id = `${state.no}`;
  const change = onEvent(benefits, state.slices.benefits, draft.facts(), id, admit);
  if (!change) return;
  draft.setSlice('benefits', change.state);
  tell(draft.effects, change.effects);
  for (const effect of change.effects) {
    promise(draft, benefits.byId.get(effect.benefit)?.granted ?? [], effect);
  }
  for (const [benefit, reason] of change.trace) {
    if (NOES.has(reason)) notGranted(draft, benefit, reason, draft.fact.type);
  }
}

/** Noes that a member would ask about; that it was for others is not worth a word. */
const NOES: ReadonlySet<string> = new Set([
  'benefit_limit_reached',
  'benefit_quota_used_up',
  'benefits_too_many',
]);

/** A purchase that has come back altogether takes away what it granted. */
function undo(draft: Draft): void {
  const { purchase, state } = draft;
  if (!purchase || state.slices.benefits === undefined) return;
  if (!moneyBack(purchase, purchase.followUp.returned).all) return;
  take(draft, takeBack(state.slices.benefits, `${purchase.no}`, draft.at));
}

/** Counts a grant in the limits and the quota of its benefit, or says why there is none. */
function admitOf(draft: Draft): Admitted {
  return (benefit) => {
    for (const { key, per, most } of benefit.limits) {
      if (used(draft.state, key, per, draft.day) >= most) return 'benefit_limit_reached';
    }
    if (benefit.quota && !room(draft, benefit.quota)) return 'benefit_quota_used_up';
    counted(draft, benefit, draft.day);
    return null;
  };
}

function counted(draft: Draft, { limits, quota }: Benefit, day: number): void {
  for (const { key, per } of limits) count(draft.state, key, per, day, 1);
  if (quota) draft.take(budgetKey(quota.key, quota.per, draft.day), 1);
}

function room(draft: Draft, { key, per }: NonNullable<Benefit['quota']>): boolean {
  return draft.budgets.ask(budgetKey(key, per, draft.day), 1).available >= 1;
}

/** Takes a change over, and promises what comes with it. */
function take(draft: Draft, { state, effects, grants }: BenefitChange): void {
  draft.setSlice('benefits', state);
  tell(draft.effects, effects);
  for (const effect of effects) {
    if (effect.kind !== 'lapsed' || effect.why !== 'returned') continue;
    takeBackGiven(draft, keyOf(effect.id), causeOf(effect.benefit));
  }
  forget(draft.state, effects);
  const [first] = effects;
  if (first) promise(draft, grants, first);
}

/** What comes with a grant goes with it when it is taken back; what a use gives is given. */
function promise(
  draft: Draft,
  grants: readonly Grant[],
  { kind, id, benefit }: BenefitEffect,
): void {
  const key = kind === 'used' || id === null ? undefined : keyOf(id);
  const cause = causeOf(benefit);
  for (const grant of grants) {
    draft.promised.push(key === undefined ? { grant, cause } : { grant, cause, key });
  }
}

/** What came with a window that is over is given for good. */
function forget(state: MemberState, effects: readonly BenefitEffect[]): void {
  for (const effect of effects) {
    const over = effect.kind === 'lapsed' || (effect.kind === 'used' && effect.left === 0);
    if (!over || effect.id === null || !state.slices.given) continue;
    setSlice(state, 'given', pickGiven(state.slices.given, keyOf(effect.id)).rest);
  }
}

function keyOf(window: string): string {
  return `benefit ${window}`;
}

function causeOf(benefit: string): string {
  return `benefit:${benefit}`;
}

function tell(into: Effect[], effects: readonly BenefitEffect[]): void {
  for (const effect of effects) into.push({ room: 'benefits', ...effect });
}

function notGranted(draft: Draft, benefit: string, why: string, cause: string): void {
  draft.effects.push({ room: 'benefits', kind: 'not-granted', benefit, why, cause });
}
