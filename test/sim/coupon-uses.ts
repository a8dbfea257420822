/** One use of the coupon: reserved until a moment, or used under the name of its redemption. */
export interface CouponUse {
  id: string;
  basket: string;
  until: number | null;
  counted: string[];
  redemption: string | null;
  back: boolean;
}

/** What of a member coupons have to do with. */
interface UsesCoupons {
  coupons: CouponUse[];
  counted: Record<string, number>;
}

/** Reservations that have run out count back. */
export function passCoupons(member: UsesCoupons, until: number): void {
  for (const use of [...member.coupons]) {
    if (use.until !== null && use.until <= until) forgetUse(member, use);
  }
}

/** A reservation that is over: what it counted for has room again. */
export function forgetUse(member: UsesCoupons, use: CouponUse): void {
  for (const key of use.counted) member.counted[key] = (member.counted[key] ?? 0) - 1;
  member.coupons = member.coupons.filter((one) => one !== use);
}
