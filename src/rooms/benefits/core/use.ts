import type { Instant } from '../../../kernel/time.ts';
import type { Benefit, Benefits } from './benefit.ts';
import { type Asked, standingRight } from './rights.ts';
import {
  type BenefitStep,
  type BenefitWindow,
  type BenefitWindows,
  leftOf,
  no,
  replace,
} from './window.ts';

/** Which benefit is used: any open one of this id, or a certain window of it. */
export interface Used {
  readonly benefit: string;
  /** Null takes the window that ends first. */
  readonly window: string | null;
  readonly store: string | null;
  readonly operator: string | null;
}

/**
 * Uses a benefit once: an open window, else the standing right. The engine counts the limits and
 * the quota of a standing one by the effect (`day`); those of a window were counted at its grant.
 */
export function use(
  benefits: Benefits,
  state: BenefitWindows,
  said: Used,
  asked: Asked,
): BenefitStep {
  const { at } = asked.facts;
  const window = windowFor(state, said, at);
  if (window) return useWindow(state, window, said, at);
  const benefit = benefits.byId.get(said.benefit);
  if (said.window !== null || !benefit || benefit.window !== null) return notOpen(said, benefit);
  return useStanding(state, benefit, said, asked);
}

function windowFor(state: BenefitWindows, said: Used, at: Instant): BenefitWindow | null {
  let first: BenefitWindow | null = null;
  for (const one of state ?? []) {
    if (one.benefit !== said.benefit || one.until <= at) continue;
    if (said.window !== null && one.id !== said.window) continue;
    if (first === null || one.until < first.until) first = one;
  }
  return first;
}

function useWindow(
  state: BenefitWindows,
  window: BenefitWindow,
  { store, operator }: Used,
  at: Instant,
): BenefitStep {
  const left = leftOf(window) - 1;
  const { id, benefit, cost = 0, gives = [] } = window;
  return {
    state: replace(state, id, left > 0 ? { ...window, left } : null),
    effects: [{ kind: 'used', id, benefit, at, left, cost, day: null, store, operator }],
    grants: gives,
  };
}

function useStanding(
  state: BenefitWindows,
  benefit: Benefit,
  { store, operator }: Used,
  asked: Asked,
): BenefitStep {
  const right = standingRight(benefit, asked);
  if (typeof right === 'string') return notNow(right);
  if (right.short !== null) return usedUp(right.short);
  const left = right.left === null ? null : right.left - 1;
  const { at } = asked.facts;
  const { id, cost } = benefit;
  const about = { benefit: id, at, left, cost, day: right.counts, store, operator };
  return { state, effects: [{ kind: 'used', id: null, ...about }], grants: benefit.used };
}

function notOpen({ benefit, window }: Used, known: Benefit | undefined): BenefitStep {
  if (!known && window === null) {
    const detail = `There is no benefit "${benefit}".`;
    return no('benefit_unknown', '/data/benefit', detail, 'Ask which rights the member has.');
  }
  return no(
    'benefit_not_open',
    window === null ? '/data/benefit' : '/data/window',
    'The member has no open window of it: it was used up, lapsed, or never granted.',
    'Ask which rights the member has.',
  );
}

const WHY_NOT = {
  outside_dates: ['benefit_not_today', 'It is for other days.'],
  tier_not_listed: ['benefit_not_for_level', 'It is for other levels.'],
  condition_false: ['benefit_not_for_member', 'Its condition does not hold for this member.'],
} as const;

function notNow(reason: keyof typeof WHY_NOT): BenefitStep {
  const [code, detail] = WHY_NOT[reason];
  return no(code, '/data/benefit', detail, 'Ask which rights the member has.');
}

function usedUp(short: 'limit' | 'quota'): BenefitStep {
  const [code, detail] =
    short === 'limit'
      ? ['benefit_limit_reached', 'The member has used it as often as may be in this period.']
      : ['benefit_quota_used_up', 'All of it is used up in this period.'];
  return no(code, '/data/benefit', detail, 'Come back in the next period.');
}
