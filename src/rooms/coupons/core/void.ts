import type { Instant } from '../../../kernel/time.ts';
import { codeKey } from './code-key.ts';
import { type CouponSlice, put } from './held.ts';
import { problem } from './reason.ts';
import { bound } from './standing.ts';
import { type CouponStep, refused } from './step.ts';

/** A coupon to take out of a member's hands for good. */
export interface Voiding {
  /** Its id or its own code. */
  readonly coupon: string;
  readonly why: string | null;
  readonly at: Instant;
  readonly path: string;
}

/**
 * Voids a coupon that nobody is paying with: one reserved for a basket has been promised to the
 * member there, and is left until that basket is paid or lapses.
 */
export function voidCoupon(
  slice: CouponSlice | undefined,
  { coupon: name, why, at, path }: Voiding,
): CouponStep {
  const key = codeKey(name);
  const held = slice?.find((one) => one.id === name || (one.code === key && !one.fleeting));
  if (!held) return refused(problem('coupon_unknown', name, path));
  const no = bound(held, name, path, at);
  if (no) return refused(no);
  if (held.closed !== undefined) return refused(problem('coupon_ended', name, path, held.until));
  const { reserved: _, ...free } = held;
  return {
    ok: true,
    slice: put(slice, { ...free, closed: 'voided' }),
    effects: [{ kind: 'coupon.voided', coupon: held.id, of: held.of, at, why }],
  };
}
