import { withCheckDigit } from '../../../../codes/index.ts';
import {
  type Coupon,
  couponProblem,
  issueCoupon,
  receiveCoupon,
  redeemCoupons,
  releaseCoupons,
  reserveCoupons,
  rollBackRedemption,
  sendCoupon,
  voidCoupon,
} from '../../../../coupons/index.ts';
import type { CouponBasket, FactData } from '../../../../events/index.ts';
import type { Facts } from '../../../../program/index.ts';
import type { Draft } from '../../draft.ts';
import { type Handler, refuse } from '../../handlers/handler.ts';
import { applyStep } from './apply.ts';
import { booksOf, elsewhereOf, freshBody, idOfName } from './books.ts';
import { takeFromStock } from './count.ts';

/** The events of coupons. Each is judged at the moment when it happened. */
export const couponHandlers: Readonly<Record<string, Handler>> = {
  'coupon.issue': (draft) => {
    const { coupon } = dataOf(draft, 'coupon.issue');
    const terms = draft.program.coupons.coupons.get(coupon);
    const body = terms?.code === null ? freshBody(draft.fact) : undefined;
    return issue(draft, coupon, `${nameOf(draft)}:0`, { body });
  },
  'coupon.reserve': (draft) => {
    const { coupons, basket, until, ...goods } = dataOf(draft, 'coupon.reserve');
    const step = reserveCoupons(booksOf(draft.program), draft.state.slices.coupons, {
      ...presented(draft, { basket, ...goods }),
      names: coupons,
      basket,
      id: nameOf(draft),
      ...(until !== null && { until }),
    });
    return applyStep(draft, step);
  },
  'coupon.release': (draft) => {
    const { basket } = dataOf(draft, 'coupon.release');
    const about = { basket, at: draft.fact.happenedAt, path: '/data/basket' };
    return applyStep(draft, releaseCoupons(draft.state.slices.coupons, about));
  },
  'coupon.redeem': (draft) => {
    const { coupons, basket, expect, ...goods } = dataOf(draft, 'coupon.redeem');
    const step = redeemCoupons(booksOf(draft.program), draft.state.slices.coupons, {
      ...presented(draft, { basket, ...goods }),
      names: coupons,
      basket,
      id: nameOf(draft),
      ...(expect !== null && { expect }),
    });
    return applyStep(draft, step);
  },
  'coupon.rollback': (draft) => {
    const { redemption: name } = dataOf(draft, 'coupon.rollback');
    const { coupons } = draft.state.slices;
    // A till may say the id of its own event alone.
    const full = `${draft.fact.source}/${name}`;
    const known = coupons?.some(({ used, back }) => used?.redemption === full || back === full);
    const about = { at: draft.fact.happenedAt, path: '/data/redemption' };
    const redemption = known ? full : name;
    const step = rollBackRedemption(booksOf(draft.program), coupons, { redemption, ...about });
    return applyStep(draft, step);
  },
  'coupon.void': (draft) => {
    const { coupon: name, reason: why } = dataOf(draft, 'coupon.void');
    const coupon = idOfName(draft, name);
    const about = { coupon, why, at: draft.fact.happenedAt, path: '/data/coupon' };
    return applyStep(draft, voidCoupon(draft.state.slices.coupons, about));
  },
  'coupon.transfer': (draft, { other }) => {
    if (!other) return toSelf();
    const coupon = idOfName(draft, dataOf(draft, 'coupon.transfer').coupon);
    const at = draft.fact.happenedAt;
    const about = { at, path: '/data/coupon' };
    const { coupons } = draft.state.slices;
    const id = `${nameOf(draft)}:0`;
    const sent = sendCoupon(booksOf(draft.program), coupons, { coupon, as: id, ...about });
    if (!sent.passed) return applyStep(draft, sent.step);
    const received = receiveCoupon(other.state.slices.coupons, sent.passed, { id, ...about });
    return applyStep(draft, sent.step) ?? applyStep(other, received);
  },
};

/** How a coupon is issued. */
interface Issuing {
  /** What makes its own code unguessable; without it the code comes later. */
  readonly body?: string | undefined;
  /** The member's points have become it: no stock may run out then. */
  readonly paidFor?: boolean;
}

/** Puts a coupon into the member's hands, as long as there are some. */
export function issue(draft: Draft, coupon: string, id: string, { body, paidFor }: Issuing) {
  const path = '/data/coupon';
  const { coupons } = draft.program;
  const terms = coupons.coupons.get(coupon);
  const step = issueCoupon(coupons, draft.state.slices.coupons, {
    coupon,
    id,
    ...(body !== undefined && { code: withCheckDigit(prefixOf(terms) + body) }),
    at: draft.fact.happenedAt,
    path,
  });
  if (step.ok && terms && paidFor !== true && !takeFromStock(draft, terms)) {
    return couponProblem('coupon_out_of_stock', coupon, path);
  }
  return applyStep(draft, step);
}

function prefixOf(terms: Coupon | undefined): string {
  return terms?.codes?.prefix ?? '';
}

/** The event's name, from which ids and redemptions are made. */
export function nameOf({ fact }: Draft): string {
  return `${fact.source}/${fact.id}`;
}

/** A basket that is not bought yet, as conditions see it: like a purchase. */
function presented(draft: Draft, { lines, shipping }: CouponBasket) {
  const facts = draft.facts();
  const data = { receipt: null, lines, shipping, more: {} };
  const asBought: Facts = { ...facts, fact: { ...draft.fact, type: 'purchase', data } };
  return { at: draft.fact.happenedAt, facts: asBought, elsewhere: elsewhereOf(draft.fact) };
}

function dataOf<T extends keyof FactData>({ fact }: Draft, _type: T): FactData[T] {
  return fact.data as unknown as FactData[T];
}

function toSelf() {
  return refuse(
    'transfer_to_self',
    '/to',
    'The giver and the receiver are the same member.',
    'Name another member.',
  );
}
