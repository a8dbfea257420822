import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Facts } from '../../program/index.ts';
import type { Benefit, Benefits } from './benefit.ts';
import { openDays } from './calendar.ts';
import {
  type BenefitChange,
  type BenefitStep,
  type BenefitWindow,
  type BenefitWindows,
  type GrantedEffect,
  leftOf,
  no,
  OPEN_WINDOWS,
  replace,
} from './window.ts';

const NOTHING: readonly never[] = [];

/** A benefit that was tried: its id and the reason code of the outcome. */
export type BenefitTrace = readonly [benefit: string, reason: string];

/**
 * Asked before a grant: null counts it in its limits and quota, a reason code is the no. The engine
 * answers, because it has the counters.
 */
export type Admit = (benefit: Benefit) => string | null;

/**
 * Lets every benefit that hangs on this type of event have its say; null when there is none.
 *
 * @param id of the event in the member's history: windows are called `<id>.<n>`.
 */
export function onEvent(
  { zone, byEvent }: Benefits,
  state: BenefitWindows,
  facts: Facts,
  id: string,
  admit: Admit,
): (BenefitChange & { readonly trace: readonly BenefitTrace[] }) | null {
  const benefits = byEvent.get(facts.fact.type);
  if (benefits === undefined) return null;
  const trace: BenefitTrace[] = [];
  const given: BenefitChange[] = [];
  let windows = state;
  for (const benefit of benefits) {
    const reason = noOf(benefit, facts) ?? full(benefit, windows) ?? admit(benefit);
    trace.push([benefit.id, reason ?? 'granted']);
    if (reason !== null) continue;
    const change = open(zone, windows, benefit, `${id}.${given.length + 1}`, facts.at);
    given.push(change);
    windows = change.state;
  }
  if (given.length === 0) return { state, effects: NOTHING, grants: NOTHING, trace };
  return {
    state: windows,
    effects: given.flatMap((change) => change.effects),
    grants: given.flatMap((change) => change.grants),
    trace,
  };
}

/** Grants a benefit because another part of the program gives it (`{ benefit: … }`). */
export function grantBenefit(
  { zone, byId }: Benefits,
  state: BenefitWindows,
  given: { readonly id: string; readonly benefit: string },
  at: Instant,
  admit: Admit,
): BenefitStep {
  const benefit = byId.get(given.benefit);
  if (!benefit) {
    return no('benefit_unknown', '', `There is no benefit "${given.benefit}".`, 'Grant another.');
  }
  if (benefit.window === null) {
    const fix = 'Give it a `window`, or grant another.';
    return no('benefit_not_granted', '', 'It is a standing right of whoever fits.', fix);
  }
  const reason = full(benefit, state) ?? admit(benefit);
  if (reason === null) return open(zone, state, benefit, given.id, at);
  return no(reason, '', 'It cannot be granted to this member now.', 'Grant it later.');
}

function noOf({ audience, calendar }: Benefit, facts: Facts): string | null {
  return openDays(calendar, facts) === null ? 'outside_dates' : audience(facts);
}

/** Why there is no room for it among the member's open windows. */
function full({ id, again }: Benefit, state: BenefitWindows): string | null {
  if (state === undefined) return null;
  const open = state.some((one) => one.benefit === id);
  if (open && again === 'ignore') return 'benefit_open';
  if (open && again === 'extend') return null;
  return state.length >= OPEN_WINDOWS ? 'benefits_too_many' : null;
}

function open(
  zone: Zone,
  state: BenefitWindows,
  benefit: Benefit,
  id: string,
  at: Instant,
): BenefitChange {
  const until = endOf(zone, benefit, at);
  const grants = benefit.granted;
  const before =
    benefit.again === 'extend' ? state?.find((one) => one.benefit === benefit.id) : undefined;
  if (!before) {
    const window = windowOf(benefit, id, until, benefit.uses);
    const effects = [tell('granted', window, at)];
    return { state: [...(state ?? []), window], effects, grants };
  }
  // Nothing that was promised gets less by a second grant.
  const left = Math.max(benefit.uses, leftOf(before));
  const longer = windowOf(benefit, id, Math.max(until, before.until), left);
  return {
    state: replace(state, before.id, longer),
    effects: [tell('extended', longer, at)],
    grants,
  };
}

function tell(kind: GrantedEffect['kind'], window: BenefitWindow, at: Instant): GrantedEffect {
  const { id, benefit, until } = window;
  return { kind, id, benefit, at, until, left: leftOf(window) };
}

function windowOf(benefit: Benefit, id: string, until: Instant, left: number): BenefitWindow {
  const { cost, granted, used, onReturn } = benefit;
  return {
    id,
    benefit: benefit.id,
    until,
    ...(left === 1 ? {} : { left }),
    ...(onReturn === 'keep' ? { keep: true } : {}),
    ...(cost > 0 ? { cost } : {}),
    ...(granted.length > 0 ? { gave: granted } : {}),
    ...(used.length > 0 ? { gives: used } : {}),
  };
}

function endOf(zone: Zone, { window, toEndOfDay }: Benefit, at: Instant): Instant {
  const end = window === null ? at : zone.plus(at, window);
  return toEndOfDay ? zone.endOf(zone.dayOf(end)) : end;
}
