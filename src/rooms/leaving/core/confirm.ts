import type { LeavingPlan } from './plan.ts';
import type { LeavingTerms } from './terms.ts';

/** The figures that a member sends back, so that nobody gives away what was not shown. */
export interface Confirmation {
  readonly points?: Readonly<Record<string, number>>;
  readonly coupons?: number;
  readonly tiers?: Readonly<Record<string, string>>;
}

/** What a plan asks to be confirmed: what the member has now, where the program asks for it. */
export function confirmationOf({ confirm }: LeavingTerms, plan: LeavingPlan): Confirmation {
  const points = plan.points.map(({ currency, donated, paidOut, lost }) => [
    currency,
    lost + (donated?.points ?? 0) + (paidOut?.points ?? 0),
  ]);
  const coupons = plan.coupons.end.length + plan.coupons.stay.length;
  return {
    ...(confirm.includes('points') ? { points: Object.fromEntries(points) } : {}),
    ...(confirm.includes('coupons') ? { coupons } : {}),
    ...(confirm.includes('tiers') ? { tiers: plan.tiers } : {}),
  };
}

/** The first figure that is not as it was confirmed; null when all are. Nothing needs no word. */
export function unconfirmed(
  expected: Confirmation,
  given: Confirmation,
): { readonly path: string; readonly is: string } | null {
  const { points = {}, tiers = {}, coupons = 0 } = expected;
  for (const [currency, is] of Object.entries(points)) {
    if ((given.points?.[currency] ?? 0) !== is) {
      return { path: `/data/confirm/points/${currency}`, is: `${is} ${currency}` };
    }
  }
  if ((given.coupons ?? 0) !== coupons && expected.coupons !== undefined) {
    return { path: '/data/confirm/coupons', is: `${coupons} coupons` };
  }
  for (const [set, is] of Object.entries(tiers)) {
    if (given.tiers?.[set] !== is) {
      return { path: `/data/confirm/tiers/${set}`, is: `${is} in ${set}` };
    }
  }
  return null;
}
