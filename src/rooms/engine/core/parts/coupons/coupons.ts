import { couponsDue, settleCoupons, voidCoupon } from '../../../../coupons/index.ts';
import { PAYOUT } from '../leaving/carry-out-plan.ts';
import type { Part } from '../part.ts';
import { applyStep, giveBack, replace } from './apply.ts';
import { couponHandlers, issue, nameOf } from './handlers.ts';
import { couponsLeft, endCoupons, releaseAll } from './leave.ts';
import { redeemWithPurchase, rollBackWithReturn } from './of-purchase.ts';

/** Coupons: issued, reserved for a basket, redeemed, given back, given on. */
export const couponsPart: Part = {
  slice: 'coupons',
  handlers: couponHandlers,
  dueOf: (_, { slices }) => couponsDue(slices.coupons),
  settle(program, state, into, moment) {
    const { slice, effects } = settleCoupons(state.slices.coupons, moment);
    giveBack(program, state, into, effects);
    replace(state, slice, into.effects, effects);
  },
  holdings: couponsLeft,
  undoOpen: releaseAll,
  leave(_, state, into, ended, at) {
    endCoupons(state, into, ended, at);
  },
  gives: 'coupon',
  give(draft, coupon, cause, index) {
    const id = `${nameOf(draft)}:${index + 1}`;
    const refusal = issue(draft, coupon, id, { paidFor: cause === PAYOUT });
    if (!refusal) return id;
    const why = refusal.code;
    draft.effects.push({ room: 'coupons', kind: 'coupon.missed', of: coupon, why, cause });
    return null;
  },
  takeBack(draft, name) {
    const { coupons } = draft.state.slices;
    const about = { coupon: name, why: null, at: draft.fact.happenedAt, path: '' };
    const step = voidCoupon(coupons, about);
    if (step.ok) applyStep(draft, step);
  },
  beforeEvent: redeemWithPurchase,
  afterEvent: rollBackWithReturn,
};
