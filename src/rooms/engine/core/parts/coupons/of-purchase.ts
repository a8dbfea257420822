import { type CouponTake, redeemCoupons, rollBackRedemption } from '../../../../coupons/index.ts';
import type { Line, PurchaseData } from '../../../../events/index.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { moneyBack } from '../../returned.ts';
import type { Effect } from '../effect.ts';
import { applyStep, giveBack, replace } from './apply.ts';
import { booksOf, elsewhereOf } from './books.ts';

/**
 * Redeems the coupons that a purchase names and takes them off its lines: everything after it
 * (points, totals, challenges) counts what is really paid.
 */
export function redeemWithPurchase(draft: Draft): Refusal | null {
  const { fact } = draft;
  const data = fact.data as unknown as PurchaseData;
  if (fact.type !== 'purchase' || !data.coupons) return null;
  const { names, basket, expect } = data.coupons;
  const step = redeemCoupons(booksOf(draft.program), draft.state.slices.coupons, {
    names,
    basket: basket ?? fact.id,
    id: redemptionOf(draft.state.no),
    at: fact.happenedAt,
    facts: draft.facts(),
    elsewhere: elsewhereOf(fact),
    ...(expect !== null && { expect }),
  });
  const refusal = applyStep(draft, step);
  if (refusal) return refusal;
  draft.fact = { ...fact, data: { ...withoutCoupons(data, draft.effects) } };
  return null;
}

/** The purchase as it is paid when its coupons are taken off, by the effects of its decision. */
export function withoutCoupons(data: PurchaseData, effects: readonly Effect[]): PurchaseData {
  const off = new Map<string, number>();
  let delivery = 0;
  for (const { kind, take } of effects) {
    if (kind !== 'coupon.redeemed') continue;
    const taken = take as CouponTake;
    delivery += taken.delivery;
    for (const [line, amount] of taken.lines) off.set(line, (off.get(line) ?? 0) + amount);
  }
  if (off.size === 0 && delivery === 0) return data;
  const lines = data.lines.map((line) => lessOff(line, off.get(line.line) ?? 0));
  return { ...data, lines, shipping: data.shipping - delivery };
}

function lessOff(line: Line, off: number): Line {
  return off === 0 || line.voided ? line : { ...line, discount: line.discount + off };
}

/** A purchase that has come back altogether gives its coupons back, as their terms say. */
export function rollBackWithReturn(draft: Draft): void {
  const { purchase, state } = draft;
  const { coupons } = state.slices;
  if (draft.fact.type !== 'return' || !purchase || coupons === undefined) return;
  if (!moneyBack(purchase, purchase.followUp.returned).all) return;
  const redemption = redemptionOf(purchase.no);
  const about = { redemption, at: draft.fact.happenedAt, path: '/data/purchase' };
  const step = rollBackRedemption(booksOf(draft.program), coupons, about);
  if (!step.ok) return;
  giveBack(draft.program, state, draft, step.effects);
  replace(state, step.slice, draft.effects, step.effects);
}

/** A purchase's redemption goes by its number: a return knows no more of it. */
function redemptionOf(no: number): string {
  return `#${no}`;
}
