import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Coupon } from './coupon.ts';
import type { Held } from './held.ts';
import { problem } from './reason.ts';

/** Whether the coupon is reserved for this basket at this moment. */
export function isReservedFor(held: Held | null, basket: string | null, at: Instant): boolean {
  return (
    held?.reserved !== undefined && at < held.reserved.until && held.reserved.basket === basket
  );
}

/** Why a coupon in a member's hands is done with or bound, whatever the basket; null when free. */
export function bound(held: Held, name: string, path: string, at: Instant): Problem | null {
  if (held.used) return problem('coupon_used', name, path);
  if (held.closed === 'voided') return problem('coupon_voided', name, path);
  if (held.closed === 'sent') return problem('coupon_not_yours', name, path);
  if (held.reserved && at < held.reserved.until) {
    return problem('coupon_reserved', name, path, held.reserved.until);
  }
  return null;
}

/** Why a coupon does not hold at a moment; null when it does. */
export function outOfTime(
  held: Held | null,
  coupon: Coupon,
  name: string,
  path: string,
  at: Instant,
): Problem | null {
  const { from, until } = held ?? coupon.valid;
  if (at < from) return problem('coupon_not_started', name, path, from);
  if (until !== undefined && until !== null && at >= until) {
    return problem('coupon_ended', name, path, until);
  }
  return null;
}

/**
 * Why a coupon cannot be used at a moment, before anybody looks at the basket. A coupon reserved
 * for this basket stands, also when it has ended or was stopped in the meantime: the member has
 * been told so. A late use of one that has expired since counts by its own moment.
 */
export function standing(
  held: Held | null,
  coupon: Coupon,
  stopped: boolean,
  about: { readonly name: string; readonly path: string; readonly basket: string | null },
  at: Instant,
): Problem | null {
  const { name, path, basket } = about;
  if (isReservedFor(held, basket, at)) return null;
  const no = held && bound(held, name, path, at);
  if (no) return no;
  if (stopped) return problem('coupon_stopped', name, path);
  return outOfTime(held, coupon, name, path, at);
}
