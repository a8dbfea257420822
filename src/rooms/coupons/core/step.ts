import type { Problem } from '../../../kernel/problem.ts';
import type { CouponEffect } from './effect.ts';
import type { CouponSlice } from './held.ts';

/** What a step did to a member's coupons, or why nothing has changed. */
export type CouponStep =
  | {
      readonly ok: true;
      readonly slice: CouponSlice | undefined;
      readonly effects: readonly CouponEffect[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A refused step. */
export function refused(...problems: Problem[]): CouponStep {
  return { ok: false, problems };
}
