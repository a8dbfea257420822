import type { Instant } from '../../../kernel/time.ts';
import { type CouponSlice, type Held, put } from './held.ts';
import type { CouponStep } from './step.ts';

/**
 * Moves a coupon to another's hands because both are one person, or are no longer: whether it may
 * be given away, and how many one may hold, does not matter then.
 *
 * @param as its id in the other's hands.
 */
export function handOver(
  from: CouponSlice | undefined,
  to: CouponSlice | undefined,
  held: Held,
  as: string,
  at: Instant,
): { readonly sent: CouponStep; readonly received: CouponStep } {
  const { id: was, of, version, from: begins, until, code } = held;
  const { reserved: _, ...free } = held;
  const passed = {
    ...{ was, of, version, from: begins },
    ...(until !== undefined && { until }),
    ...(code !== undefined && { code }),
  };
  const { was: __, ...terms } = passed;
  const coded = code !== undefined && { code };
  return {
    sent: {
      ok: true,
      slice: put(from, { ...free, closed: 'sent' }),
      effects: [{ kind: 'coupon.sent', coupon: was, of, at, as, ...coded }],
    },
    received: {
      ok: true,
      slice: put(to, { id: as, ...terms }),
      effects: [{ kind: 'coupon.received', coupon: as, at, ...passed }],
    },
  };
}
