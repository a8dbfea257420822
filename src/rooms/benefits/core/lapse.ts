import type { Instant } from '../../../kernel/time.ts';
import {
  type BenefitChange,
  type BenefitStep,
  type BenefitWindow,
  type BenefitWindows,
  type LapsedEffect,
  leftOf,
  no,
  replace,
} from './window.ts';

/** When the first window ends; null for none. */
export function dueOf(state: BenefitWindows): Instant | null {
  if (state === undefined) return null;
  let due = Number.POSITIVE_INFINITY;
  for (const { until } of state) due = Math.min(due, until);
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/** Lets lapse what ends up to `until`, in order of the ends. */
export function settle(state: BenefitWindows, until: Instant): BenefitChange {
  const over = (state ?? []).filter((one) => one.until <= until);
  if (over.length === 0) return { state, effects: [], grants: [] };
  over.sort((a, b) => a.until - b.until);
  return without(state, over, (one) => lapsed(one, 'over', one.until));
}

/** Takes one window away, by a person's decision. */
export function withdraw(state: BenefitWindows, id: string, at: Instant): BenefitStep {
  const window = state?.find((one) => one.id === id && one.until > at);
  if (window) return without(state, [window], (one) => lapsed(one, 'withdrawn', at));
  return no(
    'benefit_not_open',
    '/data/window',
    `There is no open window "${id}": it was used up, lapsed, or never granted.`,
    'Ask which rights the member has.',
  );
}

/**
 * Takes away what an event granted that has been undone (a purchase that came back), unless the
 * benefit is kept. What was used stays used.
 *
 * @param event the id under which `onEvent` granted.
 */
export function takeBack(state: BenefitWindows, event: string, at: Instant): BenefitChange {
  const granted = (state ?? []).filter(
    (one) => one.keep !== true && one.id.slice(0, one.id.lastIndexOf('.')) === event,
  );
  if (granted.length === 0) return { state, effects: [], grants: [] };
  return without(state, granted, (one) => lapsed(one, 'returned', at));
}

function without(
  state: BenefitWindows,
  windows: readonly BenefitWindow[],
  tell: (window: BenefitWindow) => LapsedEffect,
): BenefitChange {
  let left = state;
  for (const { id } of windows) left = replace(left, id, null);
  return { state: left, effects: windows.map(tell), grants: [] };
}

function lapsed(window: BenefitWindow, why: LapsedEffect['why'], at: Instant): LapsedEffect {
  const { id, benefit, seen, gave = [] } = window;
  const taken = why === 'returned' ? gave : [];
  const about = { id, benefit, at, why, left: leftOf(window), seen: seen === true };
  return { kind: 'lapsed', ...about, gave: taken };
}
