import type { CouponBooks } from './coupon.ts';
import type { CouponEffect } from './effect.ts';
import { type CouponSlice, type Held, put } from './held.ts';
import { type Presented, priceCoupons } from './price.ts';
import { problem } from './reason.ts';
import { inHand, named } from './reserve.ts';
import { isReservedFor } from './standing.ts';
import { type CouponStep, refused } from './step.ts';

/** Coupons used up by a basket that is paid. */
export interface Redeem extends Omit<Presented, 'names'> {
  /** Null for all that is reserved for the basket. */
  readonly names: readonly string[] | null;
  readonly basket: string;
  /** The redemption's id, by which it is rolled back. */
  readonly id: string;
  /** What the member was told that the coupons take off; another amount is refused. */
  readonly expect?: number;
}

/**
 * Redeems coupons, from a reservation or at once: all of them, or nothing changes. The basket
 * counts as it is now: one that changed since the reservation is priced anew by the terms that were
 * promised, and what no longer fits it is refused and stays reserved.
 */
export function redeemCoupons(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  redeem: Redeem,
): CouponStep {
  const { basket, at, expect, id } = redeem;
  const names = redeem.names ?? reservedFor(slice, redeem);
  if (names.length === 0) return refused(problem('coupon_not_reserved', basket, '/data/basket'));
  const priced = priceCoupons(books, slice, { ...redeem, names });
  if (priced.refused.length > 0) return refused(...priced.refused.map((one) => one.problem));
  if (expect !== undefined && expect !== priced.off) {
    return refused(problem('coupon_amount_changed', basket, '/data/expect'));
  }
  const effects: CouponEffect[] = [];
  let next = slice;
  for (const [index, { candidate, take }] of priced.takes.entries()) {
    const before = inHand(candidate, `${id}.${index + 1}`);
    const reserved = isReservedFor(before, basket, at) ? before.reserved : undefined;
    const counted = reserved?.off ?? null;
    const since = reserved && reserved.at !== at ? { counted: reserved.at } : {};
    const { reserved: _, closed: __, ...free } = before;
    const off = take.off + take.worth;
    const held: Held = { ...free, used: { redemption: id, basket, at, off, ...since } };
    next = put(next, held);
    effects.push({
      kind: 'coupon.redeemed',
      ...named(held),
      at,
      redemption: id,
      basket,
      counted,
      take,
    });
  }
  return { ok: true, slice: next, effects };
}

function reservedFor(slice: CouponSlice | undefined, { basket, at }: Redeem): string[] {
  return (slice ?? []).filter((held) => isReservedFor(held, basket, at)).map(({ id }) => id);
}
