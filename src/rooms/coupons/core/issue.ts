import type { Instant } from '../../../kernel/time.ts';
import type { CouponBook } from './coupon.ts';
import { type CouponSlice, type Held, isClosed, MOST_OPEN, put } from './held.ts';
import { problem, type ReasonCode } from './reason.ts';
import { type CouponStep, refused } from './step.ts';
import { issuedValidity } from './validity.ts';

/** A coupon to give to a member. */
export interface Issue {
  /** The id of the coupon in the document. */
  readonly coupon: string;
  /** The id that this one gets, derived from its event. */
  readonly id: string;
  /** Its own code, when the document asks for one. */
  readonly code?: string;
  readonly at: Instant;
  /** Where the name stands in the event, for the refusal. */
  readonly path: string;
}

/** Puts a coupon into the member's hands. What this version promises holds until it ends. */
export function issueCoupon(
  book: CouponBook,
  slice: CouponSlice | undefined,
  { coupon: of, id, code, at, path }: Issue,
): CouponStep {
  const no = (reason: ReasonCode, moment?: Instant): CouponStep =>
    refused(problem(reason, of, path, moment));
  const coupon = book.coupons.get(of);
  if (!coupon) return no('coupon_unknown');
  if (coupon.stopped) return no('coupon_stopped');
  const { from, until } = issuedValidity(coupon.valid, at, book.zone);
  if (until !== null && until <= at) return no('coupon_ended', until);
  if (isFull(slice)) return no('coupon_too_many');
  const held: Held = {
    id,
    of,
    version: book.version,
    from,
    ...(until !== null && { until }),
    ...(code !== undefined && { code }),
  };
  return {
    ok: true,
    slice: put(slice, held),
    effects: [
      {
        kind: 'coupon.issued',
        ...{ coupon: id, of, version: book.version, at, code: code ?? coupon.code },
        ...(code !== undefined && { own: true }),
        ...(code === undefined && coupon.code === null && { prefix: coupon.codes?.prefix ?? '' }),
        ...{ from, until },
      },
    ],
  };
}

/** Whether a member holds as many coupons as there may be. */
export function isFull(slice: CouponSlice | undefined): boolean {
  return (slice ?? []).filter((held) => !isClosed(held)).length >= MOST_OPEN;
}
