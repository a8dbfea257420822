import type { Instant } from '../../../../../kernel/time.ts';
import { type Held, releaseCoupons, voidCoupon } from '../../../../coupons/index.ts';
import type { Program } from '../../program.ts';
import type { Settled } from '../../settled.ts';
import type { MemberState } from '../../state.ts';
import type { Part } from '../part.ts';
import { giveBack, replace } from './apply.ts';

/** Coupons that a member who leaves could still use, and baskets for which some are reserved. */
export function couponsLeft({ slices }: MemberState): ReturnType<NonNullable<Part['holdings']>> {
  const open = (slices.coupons ?? []).filter(isOpen);
  return {
    coupons: open.filter(({ fleeting }) => !fleeting).map(({ id }) => id),
    open: basketsOf(open).map((id) => ({ kind: 'reservation', id })),
  };
}

/** Lets every basket go for which coupons are reserved. */
export function releaseAll(program: Program, state: MemberState, into: Settled, at: Instant): void {
  for (const basket of basketsOf(state.slices.coupons ?? [])) {
    const step = releaseCoupons(state.slices.coupons, { basket, at, path: '' });
    if (!step.ok) continue;
    giveBack(program, state, into, step.effects);
    replace(state, step.slice, into.effects, step.effects);
  }
}

/** Ends coupons because their member has left. */
export function endCoupons(
  state: MemberState,
  into: Settled,
  ids: ReadonlySet<string>,
  at: Instant,
): void {
  for (const { id } of (state.slices.coupons ?? []).filter(isOpen)) {
    if (!ids.has(id)) continue;
    const about = { coupon: id, why: 'left', at, path: '' };
    const step = voidCoupon(state.slices.coupons, about);
    if (step.ok) replace(state, step.slice, into.effects, step.effects);
  }
}

function isOpen({ used, closed }: Held): boolean {
  return used === undefined && closed === undefined;
}

function basketsOf(coupons: readonly Held[]): string[] {
  return [...new Set(coupons.flatMap(({ reserved }) => (reserved ? [reserved.basket] : [])))];
}
