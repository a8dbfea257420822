import type { Instant } from '../../../kernel/time.ts';

/** A coupon kept for one basket until a moment. */
export interface Reservation {
  readonly basket: string;
  /** Since when: limits count it in this moment's period. */
  readonly at: Instant;
  readonly until: Instant;
  /** What it took off when it was reserved. */
  readonly off: number;
}

/** The use of a coupon. */
export interface Use {
  readonly redemption: string;
  readonly basket: string;
  readonly at: Instant;
  readonly off: number;
  /** Since when limits have counted it, when it was reserved before. */
  readonly counted?: Instant;
  /** It was rolled back, and the coupon stayed used all the same. */
  readonly kept?: true;
}

/**
 * A coupon in a member's hands. Replaced, never changed; defaults are left out, because every
 * member's are stored in one row.
 */
export interface Held {
  readonly id: string;
  /** The coupon of the document, and the version that promised it. */
  readonly of: string;
  readonly version: number;
  readonly from: Instant;
  /** The first moment at which it holds no more; absent for never. */
  readonly until?: Instant;
  /** Its own code, in the form of `codeKey`. */
  readonly code?: string;
  /**
   * It stands for one use of a public code, or of a code of a pool: it is forgotten when its
   * reservation ends.
   */
  readonly fleeting?: true | 'pool';
  readonly reserved?: Reservation;
  readonly used?: Use;
  /** The last redemption that was rolled back and gave the coupon back. */
  readonly back?: string;
  /** Why it is closed without having been used. */
  readonly closed?: 'expired' | 'voided' | 'sent' | 'back';
}

/** The coupons of a member, oldest first; a member without any has none of this. */
export type CouponSlice = readonly Held[];

/** Closed coupons remembered per member, so that a second use is told from an unknown code. */
export const CLOSED_KEPT = 100;

/** Coupons that a member may hold open. */
export const MOST_OPEN = 200;

/** Whether it is done with: used, voided, expired, given away. */
export function isClosed(held: Held): boolean {
  return held.used !== undefined || held.closed !== undefined;
}

/** The slice with one coupon in place of the one with its id, or at the end. */
export function put(slice: CouponSlice | undefined, held: Held): CouponSlice {
  if (!slice) return [held];
  const index = slice.findIndex((one) => one.id === held.id);
  const next = index < 0 ? [...slice, held] : slice.with(index, held);
  return isClosed(held) ? forgetClosed(next) : next;
}

/** The slice without one coupon; undefined when nothing is left. */
export function drop(slice: CouponSlice, id: string): CouponSlice | undefined {
  const next = slice.filter((one) => one.id !== id);
  return next.length > 0 ? next : undefined;
}

/** Forgets the oldest closed ones beyond those that are remembered. */
function forgetClosed(slice: CouponSlice): CouponSlice {
  let over = -CLOSED_KEPT;
  for (const held of slice) if (isClosed(held)) over += 1;
  if (over <= 0) return slice;
  return slice.filter((held) => !isClosed(held) || --over < 0);
}
