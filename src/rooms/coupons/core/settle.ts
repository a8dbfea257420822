import type { Instant } from '../../../kernel/time.ts';
import type { CouponEffect } from './effect.ts';
import { type CouponSlice, type Held, isClosed, put } from './held.ts';
import { named, release } from './reserve.ts';

/** When something falls due by itself: a reservation lapses, a coupon ends; null for never. */
export function couponsDue(slice: CouponSlice | undefined): Instant | null {
  const next = slice ? nextDue(slice) : null;
  return next && dueOf(next);
}

/**
 * Does what has fallen due up to and including a moment, in the order of its moments. Terms are not
 * asked: what was promised stands in the slice.
 */
export function settleCoupons(
  slice: CouponSlice | undefined,
  until: Instant,
): { readonly slice: CouponSlice | undefined; readonly effects: readonly CouponEffect[] } {
  const effects: CouponEffect[] = [];
  let left = slice;
  for (let held = left && nextDue(left); left && held; held = left && nextDue(left)) {
    const at = dueOf(held);
    if (at === null || at > until) break;
    const { id: coupon, of, reserved } = held;
    if (reserved) {
      left = release(left, held);
      effects.push({ kind: 'coupon.lapsed', ...named(held), at, basket: reserved.basket });
    } else {
      left = put(left, { ...held, closed: 'expired' });
      effects.push({ kind: 'coupon.expired', coupon, of, at });
    }
  }
  return { slice: left, effects };
}

function nextDue(slice: CouponSlice): Held | null {
  let next: Held | null = null;
  let soonest = Number.POSITIVE_INFINITY;
  for (const held of slice) {
    const due = dueOf(held) ?? Number.POSITIVE_INFINITY;
    if (due >= soonest) continue;
    next = held;
    soonest = due;
  }
  return next;
}

/** A reserved coupon ends only after its reservation: at once, when its own end has passed. */
function dueOf(held: Held): Instant | null {
  if (isClosed(held)) return null;
  return held.reserved?.until ?? held.until ?? null;
}
