/**
 * What a decision did in a room's own words: a coupon issued, a challenge completed. Small and
 * plain: it is stored with the decision and told to the till as it is.
 */
export interface Effect {
  /** The room: `coupons`, `challenges`, … */
  readonly room: string;
  readonly kind: string;
  readonly [detail: string]: unknown;
  /** Asks for a turn of its own, the same member's or another's; nobody outside sees it. */
  readonly followUp?: FollowUp;
}

/**
 * An event of the hub itself that a decision causes. It is written down with the decision and
 * decided soon after, in its own turn, exactly once by its id. No handler may refuse it.
 */
export interface FollowUp {
  readonly type: string;
  /** Its name for ever: made from what causes it. */
  readonly id: string;
  /** Whose turn it is; null for the member who is being decided. */
  readonly member: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}
