import type { Instant } from '../../../kernel/time.ts';
import { codeKey } from './code-key.ts';
import type { CouponBooks } from './coupon.ts';
import { isStopped, termsOf } from './find.ts';
import { type CouponSlice, type Held, put } from './held.ts';
import { isFull } from './issue.ts';
import type { Passed } from './passed.ts';
import { problem, type ReasonCode } from './reason.ts';
import { standing } from './standing.ts';
import { type CouponStep, refused } from './step.ts';

/** A coupon to give to a friend. */
export interface Send {
  /** Its id or its own code. */
  readonly coupon: string;
  /** The id that it gets in the friend's hands. */
  readonly as: string;
  readonly at: Instant;
  readonly path: string;
}

/** Takes a coupon out of the sender's hands; `passed` is for `receiveCoupon`. */
export function sendCoupon(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  { coupon: name, as, at, path }: Send,
): { readonly step: CouponStep; readonly passed: Passed | null } {
  const no = (reason: ReasonCode): { step: CouponStep; passed: null } => ({
    step: refused(problem(reason, name, path)),
    passed: null,
  });
  const key = codeKey(name);
  const held = slice?.find((one) => one.id === name || (one.code === key && !one.fleeting));
  const coupon = held && termsOf(books, held.of, held.version);
  if (!held || !coupon) return no('coupon_unknown');
  if (!coupon.transfer || held.fleeting) return no('coupon_not_transferable');
  const stopped = isStopped(books, held.of);
  const about = { name, path, basket: null };
  // It may be given on before it begins.
  const bars = standing(held, coupon, stopped, about, Math.max(at, held.from));
  if (bars) return { step: refused(bars), passed: null };
  const { of, version, from, until, code } = held;
  const { reserved: _, ...free } = held;
  const gone: Held = { ...free, closed: 'sent' };
  return {
    step: {
      ok: true,
      slice: put(slice, gone),
      effects: [
        { kind: 'coupon.sent', coupon: held.id, of, at, as, ...(code !== undefined && { code }) },
      ],
    },
    passed: {
      was: held.id,
      of,
      version,
      from,
      ...(until !== undefined && { until }),
      ...(code !== undefined && { code }),
    },
  };
}

/** Puts a coupon that was sent into the receiver's hands, under the terms that it came with. */
export function receiveCoupon(
  slice: CouponSlice | undefined,
  passed: Passed,
  { id, at, path }: { readonly id: string; readonly at: Instant; readonly path: string },
): CouponStep {
  if (isFull(slice)) return refused(problem('coupon_too_many', passed.of, path));
  const { was, ...held } = passed;
  return {
    ok: true,
    slice: put(slice, { id, ...held }),
    effects: [{ kind: 'coupon.received', coupon: id, at, ...passed }],
  };
}
