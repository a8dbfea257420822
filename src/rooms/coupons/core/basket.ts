import type { Problem } from '../../../kernel/problem.ts';
import { type Line, netOf, type PurchaseData } from '../../events/index.ts';
import type { Facts } from '../../program/index.ts';
import type { Candidate } from './find.ts';
import { problem } from './reason.ts';

/** The lines of a basket that count, and what is to pay for delivery. */
export interface Basket {
  readonly lines: readonly Line[];
  readonly delivery: number;
}

/** The basket that the facts are about; empty when they are about something else. */
export function basketOf({ fact }: Facts): Basket {
  const { lines, shipping } = fact.data as Partial<PurchaseData>;
  return { lines: (lines ?? []).filter((line) => !line.voided), delivery: shipping ?? 0 };
}

/** What of a line is still to pay in money. */
export function toPay(line: Line): number {
  return netOf(line) - line.byReward;
}

/**
 * The lines that a coupon is for, or why it is not for this basket and member. The minimum is
 * judged on the basket as it came, before any coupon: the order of coupons does not matter for it.
 */
export function qualify(
  { coupon, name, path }: Candidate,
  facts: Facts,
  { lines }: Basket,
): readonly number[] | Problem {
  for (const { reason, ask } of coupon.questions) {
    if (!ask(facts)) return problem(reason, name, path);
  }
  const eligible: number[] = [];
  let net = 0;
  let pieces = 0;
  for (const [index, line] of lines.entries()) {
    if (!coupon.lines(line, facts)) continue;
    eligible.push(index);
    net += netOf(line);
    pieces += line.quantity;
  }
  // Without a basket, a coupon that asks for no lines may still give a right or a present.
  const asksForLines = coupon.forSome || lines.length > 0;
  if (eligible.length === 0 && asksForLines) return problem('coupon_no_line', name, path);
  const { minimum } = coupon;
  if (net < minimum.net || pieces < minimum.pieces) {
    return problem('coupon_below_minimum', name, path);
  }
  return eligible;
}
