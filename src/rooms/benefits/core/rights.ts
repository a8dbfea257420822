import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Facts, OfferLimit } from '../../program/index.ts';
import type { Benefit, Benefits, Quota } from './benefit.ts';
import { type OpenDays, openDays } from './calendar.ts';
import { type BenefitWindows, leftOf } from './window.ts';

/** What is known of a member, and of what is scarce, when rights are asked for. */
export interface Asked {
  readonly facts: Facts;
  /** What a limit has counted in the period of `day`. */
  used(limit: OfferLimit, day: number): number;
  /** What is left of a quota in the period of today. */
  left(quota: Quota): number;
}

/** Something that a member may use now. */
export interface Right {
  readonly benefit: string;
  /** The window; null for a standing right. */
  readonly window: string | null;
  /** When it ends; null for no end. */
  readonly until: Instant | null;
  /** How often it can be used until then; null for any number of times, 0 for used up today. */
  readonly left: number | null;
  readonly seen: boolean;
  readonly products: readonly string[];
}

/**
 * All that a member may use at this moment: open windows and standing rights, what ends first at
 * the head. Standing rights are computed here and stored nowhere.
 */
export function rights(benefits: Benefits, state: BenefitWindows, asked: Asked): Right[] {
  const { zone, byId } = benefits;
  const windows = (state ?? []).map((one): Right => {
    const products = byId.get(one.benefit)?.products ?? [];
    const { id: window, benefit, until } = one;
    return { benefit, window, until, left: leftOf(one), seen: one.seen === true, products };
  });
  const standing = benefits.standing.flatMap((benefit) => {
    const found = standingRight(benefit, asked);
    return typeof found === 'string' ? [] : [show(zone, benefit, found)];
  });
  return [...windows, ...standing].sort(bySoonest);
}

/** A standing right that a member has today. */
export interface StandingRight extends OpenDays {
  readonly left: number | null;
  /** What it is short of when `left` is 0. */
  readonly short: 'limit' | 'quota' | null;
}

/** The standing right of a member, or why there is none. */
export function standingRight(
  benefit: Benefit,
  asked: Asked,
): StandingRight | 'outside_dates' | 'tier_not_listed' | 'condition_false' {
  const days = openDays(benefit.calendar, asked.facts);
  if (days === null) return 'outside_dates';
  const reason = benefit.audience(asked.facts);
  if (reason !== null) return reason;
  let left = Number.POSITIVE_INFINITY;
  for (const limit of benefit.limits) {
    left = Math.min(left, Math.max(0, limit.most - asked.used(limit, days.counts)));
  }
  if (left === 0) return { ...days, left, short: 'limit' };
  if (benefit.quota) left = Math.min(left, Math.max(0, asked.left(benefit.quota)));
  const short = left === 0 ? 'quota' : null;
  return { ...days, left: Number.isFinite(left) ? left : null, short };
}

function show(zone: Zone, { id, products }: Benefit, { last, left }: StandingRight): Right {
  const until = Number.isFinite(last) ? zone.endOf(last) : null;
  return { benefit: id, window: null, until, left, seen: false, products };
}

/** Sorting is stable: what ends together stays in order. */
function bySoonest(a: Right, b: Right): number {
  const [one, other] = [a.until ?? Number.MAX_VALUE, b.until ?? Number.MAX_VALUE];
  return one - other;
}
