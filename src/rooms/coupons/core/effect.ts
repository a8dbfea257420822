import type { Instant } from '../../../kernel/time.ts';
import type { Passed } from './passed.ts';

/** What one coupon takes off a basket. Smallest units of the program's money. */
export interface CouponTake {
  /** The name under which it was presented: a code, or its id. */
  readonly name: string;
  /** The coupon of the document and the version whose terms count. */
  readonly of: string;
  readonly version: number;
  /** All that it takes: the lines and the delivery. */
  readonly off: number;
  /** By line of the basket that it takes something off. */
  readonly lines: readonly (readonly [line: string, off: number])[];
  readonly delivery: number;
  /** Goods to hand out that are not in the basket. */
  readonly gift: { readonly sku: string; readonly quantity: number } | null;
  readonly privilege: string | null;
  /** What gift and privilege are worth. */
  readonly worth: number;
  /** Who bears `off + worth`; empty when the document does not say. */
  readonly paidBy: readonly (readonly [by: string, amount: number])[];
}

interface About {
  /** The id of the coupon in the member's hands. */
  readonly coupon: string;
  readonly of: string;
  readonly at: Instant;
  /** The code that comes free with a use that did not happen. */
  readonly code?: string;
}

/**
 * What happened to a coupon, as the decision keeps it and the answer shows it. `counted` is what
 * limits and budgets have already counted for it, by a reservation of the same basket; null when
 * they have not.
 */
export type CouponEffect =
  | (Omit<About, 'code'> & {
      readonly kind: 'coupon.issued';
      readonly code: string | null;
      /** The version of the program whose terms are promised. */
      readonly version: number;
      /** The code is this one's alone. */
      readonly own?: true;
      /** It goes without a code; the one that it gets later begins with this. */
      readonly prefix?: string;
      readonly from: Instant;
      readonly until: Instant | null;
    })
  | (About & {
      readonly kind: 'coupon.reserved';
      readonly basket: string;
      readonly until: Instant;
      readonly counted: number | null;
      readonly take: CouponTake;
    })
  | (About & { readonly kind: 'coupon.released' | 'coupon.lapsed'; readonly basket: string })
  | (About & {
      readonly kind: 'coupon.redeemed';
      readonly redemption: string;
      readonly basket: string;
      readonly counted: number | null;
      readonly take: CouponTake;
    })
  | (About & {
      readonly kind: 'coupon.rolled_back';
      readonly redemption: string;
      readonly off: number;
      readonly givenBack: boolean;
    })
  | (About & { readonly kind: 'coupon.voided'; readonly why: string | null })
  | (About & { readonly kind: 'coupon.expired' })
  | (About & { readonly kind: 'coupon.sent'; readonly as: string })
  | (About & Passed & { readonly kind: 'coupon.received' });
