import { formatInstant, type Instant } from '../../../kernel/time.ts';
import { type Refused, refuse } from './refused.ts';
import type { SignedCoupon } from './signed-coupon.ts';

/** What the till knows when a coupon is shown. */
export interface CouponShown {
  readonly at: Instant;
  /** The member at the till; `null` when nobody was recognised. */
  readonly memberId: number | null;
  /** What is to pay for everything, in the smallest unit. */
  readonly basket: number;
  /**
   * What is to pay of the goods that the coupon's definition names; `null` when the till does not
   * have the definition. Looked at only for a selective coupon.
   */
  readonly eligible: number | null;
}

/**
 * Whether a coupon whose signature is right may be used now; `null` when it may. The hub has the
 * last word: only it knows whether the coupon was used elsewhere or is void.
 */
export function judgeCoupon(coupon: SignedCoupon, shown: CouponShown): Refused | null {
  const { from, until, memberId, minimum } = coupon;
  if (shown.at < from) {
    const detail = `The coupon begins at ${formatInstant(from)}.`;
    return refuse('coupon_not_started', detail, 'Present it then.');
  }
  if (shown.at >= until) {
    const detail = `The coupon ended at ${formatInstant(until)}.`;
    return refuse('coupon_ended', detail, 'Go on without it.');
  }
  if (memberId !== null && memberId !== shown.memberId) {
    const detail = 'The coupon is not for the member at the till.';
    return refuse('coupon_not_yours', detail, 'Scan the card of its member first.');
  }
  const toPay = coupon.selective ? shown.eligible : shown.basket;
  if (toPay === null) {
    const detail = `This till does not have the definition "${coupon.definition}".`;
    return refuse('coupon_definition_missing', detail, 'Use the coupon when the hub is reachable.');
  }
  if (toPay < minimum) {
    const detail = `The coupon begins at ${minimum}; what it is for comes to ${toPay}.`;
    return refuse('coupon_below_minimum', detail, 'Add more of what it is for.');
  }
  return null;
}
