import { scale } from '../../../kernel/integer.ts';
import type { Instant } from '../../../kernel/time.ts';
import { endOf, type LeavingTerms } from './terms.ts';

/** What a member has when leaving, gathered from the other rooms. */
export interface Holdings {
  /** By currency, smallest unit. */
  readonly points: Readonly<
    Record<string, { readonly active: number; readonly pending: number; readonly held: number }>
  >;
  /** Coupons that could still be used: the id of each. */
  readonly coupons: readonly string[];
  /** The level by tier set. */
  readonly tiers: Readonly<Record<string, string>>;
  /** Holds, reservations and orders that are in the middle. */
  readonly open: readonly Open[];
}

/** Something that is in the middle. Paid orders are none: they are still handed out. */
export interface Open {
  readonly kind: 'hold' | 'reservation';
  readonly id: string;
}

/** What becomes of the points of one currency; the parts add up to what there was. */
export interface PointsPlan {
  readonly currency: string;
  readonly donated: { readonly to: string; readonly points: number } | null;
  readonly paidOut: {
    readonly coupon: string;
    readonly coupons: number;
    readonly points: number;
  } | null;
  readonly lost: number;
}

/** What leaving does, as it is previewed, confirmed, and done. */
export interface LeavingPlan {
  /** When it takes effect. */
  readonly effective: Instant;
  readonly points: readonly PointsPlan[];
  readonly coupons: { readonly end: readonly string[]; readonly stay: readonly string[] };
  readonly tiers: Readonly<Record<string, string>>;
  /** Until when a member who comes back gets the tiers back; null for never. */
  readonly tiersUntil: Instant | null;
  /** What is in the middle and is undone. */
  readonly voided: readonly Open[];
}

/** What leaving at a moment would do to what a member has. */
export function planLeaving(
  terms: LeavingTerms,
  holdings: Holdings,
  effective: Instant,
): LeavingPlan {
  const stay = terms.coupons === 'honour';
  const tiers = Object.entries(holdings.tiers).filter(([, level]) => level !== '');
  const { zone, keepTiersFor } = terms;
  return {
    effective,
    points: Object.keys(holdings.points)
      .sort()
      .flatMap((currency) => pointsPlan(terms, currency, holdings)),
    coupons: { end: stay ? [] : holdings.coupons, stay: stay ? holdings.coupons : [] },
    tiers: Object.fromEntries(tiers),
    tiersUntil: keepTiersFor && tiers.length > 0 ? zone.plus(effective, keepTiersFor) : null,
    voided: holdings.open,
  };
}

function pointsPlan(terms: LeavingTerms, currency: string, holdings: Holdings): PointsPlan[] {
  const { active, pending, held } = holdings.points[currency] as Holdings['points'][string];
  if (active + pending + held <= 0) return [];
  const { to, payout } = endOf(terms, currency);
  const counted = terms.pending === 'same' ? pending : 0;
  // A balance below zero is a debt from returns: it is made good before anything is given.
  const usable = Math.max(0, active + held + counted);
  const coupons = payout ? Math.min(payout.most, scale(usable, 1, payout.per, 'down')) : 0;
  const points = payout ? coupons * payout.per : 0;
  const rest = usable - points;
  const given = to === null ? 0 : rest;
  const lost = active + held + pending - points - given;
  return [
    {
      currency,
      donated: to !== null && given > 0 ? { to, points: given } : null,
      paidOut: payout && coupons > 0 ? { coupon: payout.coupon, coupons, points } : null,
      lost,
    },
  ];
}
