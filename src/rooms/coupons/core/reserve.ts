import type { Instant } from '../../../kernel/time.ts';
import { codeKey } from './code-key.ts';
import type { Coupon, CouponBooks } from './coupon.ts';
import type { CouponEffect, CouponTake } from './effect.ts';
import type { Candidate } from './find.ts';
import { type CouponSlice, drop, type Held, put } from './held.ts';
import { type Presented, priceCoupons } from './price.ts';
import { problem } from './reason.ts';
import { isReservedFor } from './standing.ts';
import { type CouponStep, refused } from './step.ts';

/** Coupons to keep for one basket while its member pays. */
export interface Reserve extends Presented {
  readonly basket: string;
  /** What ids of uses of public codes are derived from. */
  readonly id: string;
  /** When the till wants it to lapse; never later than the coupon allows. */
  readonly until?: Instant;
}

/**
 * Reserves coupons for a basket: all of them, or nothing changes. What the same basket had reserved
 * before is replaced by this list; what is on it again keeps its place under the limits.
 */
export function reserveCoupons(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  reserve: Reserve,
): CouponStep {
  const priced = priceCoupons(books, slice, reserve);
  if (priced.refused.length > 0) return refused(...priced.refused.map((one) => one.problem));
  const { basket, at } = reserve;
  const again = new Set(priced.takes.map(({ candidate }) => candidate.held?.id));
  const others = (slice ?? []).filter((one) => isReservedFor(one, basket, at));
  const effects: CouponEffect[] = [];
  let next = slice;
  for (const held of others) {
    if (again.has(held.id)) continue;
    next = release(next ?? [], held);
    effects.push({ kind: 'coupon.released', ...named(held), at, basket });
  }
  for (const [index, { candidate, take }] of priced.takes.entries()) {
    const { held, effect } = keep(books, candidate, take, reserve, index);
    next = put(next, held);
    effects.push(effect);
  }
  return { ok: true, slice: next, effects };
}

function keep(
  books: CouponBooks,
  candidate: Candidate,
  take: CouponTake,
  { basket, at, id, until }: Reserve,
  index: number,
): { held: Held; effect: CouponEffect } {
  const { coupon } = candidate;
  const latest = books.current.zone.plus(at, coupon.reserve);
  const end = until === undefined ? latest : Math.min(until, latest);
  // One that has expired since is reserved by a till that was away: its own moment counts.
  const { closed: _, ...free } = inHand(candidate, `${id}.${index + 1}`);
  const counted = isReservedFor(free, basket, at) ? (free.reserved?.off ?? null) : null;
  const since = counted === null ? at : (free.reserved?.at ?? at);
  const off = take.off + take.worth;
  const held = { ...free, reserved: { basket, at: since, until: end, off } };
  return {
    held,
    effect: {
      kind: 'coupon.reserved',
      ...named(held),
      at,
      basket,
      until: end,
      counted,
      take,
    },
  };
}

/** The coupon in the member's hands; for a public or pool code, one that stands for its use. */
export function inHand({ held, coupon, code }: Candidate, id: string): Held {
  if (held) return held;
  const { from, until } = coupon.valid;
  return {
    id,
    of: coupon.id,
    version: coupon.version,
    from,
    ...(until !== null && { until }),
    ...(code !== null && { code }),
    fleeting: code === null || isPublic(coupon, code) ? true : 'pool',
  };
}

function isPublic({ code }: Coupon, key: string): boolean {
  return code !== null && codeKey(code) === key;
}

/** Frees a coupon; one that stood for the use of a public code is forgotten. */
export function release(slice: CouponSlice, held: Held): CouponSlice | undefined {
  if (held.fleeting) return drop(slice, held.id);
  const { reserved: _, ...free } = held;
  return put(slice, free);
}

/** How an effect names a coupon; with its code when that comes free with it. */
export function named({ id, of, code, fleeting }: Held): {
  coupon: string;
  of: string;
  code?: string;
} {
  return { coupon: id, of, ...(fleeting === 'pool' && code !== undefined && { code }) };
}

/** Frees all that is reserved for a basket. */
export function releaseCoupons(
  slice: CouponSlice | undefined,
  { basket, at, path }: { readonly basket: string; readonly at: Instant; readonly path: string },
): CouponStep {
  const reserved = (slice ?? []).filter((held) => isReservedFor(held, basket, at));
  if (reserved.length === 0) return refused(problem('coupon_not_reserved', basket, path));
  return {
    ok: true,
    slice: reserved.reduce<CouponSlice | undefined>(
      (left, held) => release(left ?? [], held),
      slice,
    ),
    effects: reserved.map((held) => ({
      kind: 'coupon.released',
      ...named(held),
      at,
      basket,
    })),
  };
}
