/**
 * What a decision did in a room's own words: a coupon issued, a challenge completed. Small and
 * plain: it is stored with the decision and told to the till as it is.
 */
export interface Effect {
  /** The room: `coupons`, `challenges`, … */
  readonly room: string;
  readonly kind: string;
  readonly [detail: string]: unknown;
}
