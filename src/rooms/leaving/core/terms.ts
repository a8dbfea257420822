import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Zone } from '../../../kernel/time.ts';
import type { LeavingDocument, PointsEndDocument } from './section.ts';

/** What the member must confirm. */
export type Figure = 'points' | 'coupons' | 'tiers';

/** Where points go that are not paid out; `to` null: they are lost. */
export interface Sink {
  readonly to: string | null;
}

/** What becomes of the points of one currency. */
export interface PointsEnd extends Sink {
  readonly payout: { readonly coupon: string; readonly per: number; readonly most: number } | null;
}

/** The `leaving` section of one version, compiled. */
export interface LeavingTerms {
  readonly version: number;
  readonly zone: Zone;
  readonly wait: Duration | null;
  readonly points: Readonly<Record<string, PointsEnd>>;
  readonly pending: 'forfeit' | 'same';
  readonly coupons: 'forfeit' | 'honour';
  /** How long tiers are kept for who comes back; null: not at all. */
  readonly keepTiersFor: Duration | null;
  readonly open: 'refuse' | 'void';
  readonly confirm: readonly Figure[];
}

/** The terms as a member's state keeps them while the time to think runs: plain JSON. */
export type PromisedTerms = Omit<LeavingTerms, 'zone'>;

const LOST: PointsEnd = { to: null, payout: null };

/** Compiles a checked `leaving` section. */
export function compileLeaving(
  document: LeavingDocument,
  version: number,
  zone: Zone,
): LeavingTerms {
  const { wait, points, pending, coupons, tier, open, confirm } = document;
  const ends = Object.entries(points).map(([currency, end]) => [currency, compileEnd(end)]);
  return {
    version,
    zone,
    wait: wait === undefined ? null : parseDuration(wait),
    points: Object.fromEntries(ends),
    pending: pending ?? 'forfeit',
    coupons,
    keepTiersFor: tier === 'ends' ? null : parseDuration(tier.keepFor),
    open: open ?? 'refuse',
    confirm: confirm ?? ['points', 'coupons', 'tiers'],
  };
}

function compileEnd(end: PointsEndDocument): PointsEnd {
  if (end === 'forfeit') return LOST;
  if ('donate' in end) return { to: end.donate, payout: null };
  const { payout: coupon, per, most = 100, rest } = end;
  return { to: rest === 'forfeit' ? null : rest.donate, payout: { coupon, per, most } };
}

/** What becomes of points of a currency that the section does not know: it came later. */
export function endOf(terms: LeavingTerms, currency: string): PointsEnd {
  return terms.points[currency] ?? LOST;
}
