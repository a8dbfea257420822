import { split } from '../../../kernel/integer.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Facts } from '../../program/index.ts';
import { type Basket, basketOf, qualify, toPay } from './basket.ts';
import type { CouponBooks } from './coupon.ts';
import type { CouponTake } from './effect.ts';
import { type Candidate, type Elsewhere, findCandidates, isStopped } from './find.ts';
import type { CouponSlice } from './held.ts';
import { chooseInLanes, type Ready, type Tried } from './lanes.ts';
import { furtherOf, problem } from './reason.ts';
import { standing } from './standing.ts';

/** Coupons presented together for one basket. */
export interface Presented {
  /** Codes, ids of coupons in the member's hands, or ids of the document. */
  readonly names: readonly string[];
  /** The basket's name at its till or app; null when it has none yet. */
  readonly basket: string | null;
  /** The moment of use: when it happened, not when it was heard of. */
  readonly at: Instant;
  /** The basket is that of `facts.fact`, a purchase; an empty one for anything else. */
  readonly facts: Facts;
  /** What is known of codes that are not in this member's hands. */
  readonly elsewhere?: ReadonlyMap<string, Elsewhere>;
}

/** What each coupon takes off which line, and why others take nothing. */
export interface Priced {
  /** In the order in which they apply. */
  readonly takes: readonly { readonly candidate: Candidate; readonly take: CouponTake }[];
  /** The path of each is `/data/coupons/<index of its name>`. */
  readonly refused: readonly { readonly name: string; readonly problem: Problem }[];
  /** All that is taken off together. */
  readonly off: number;
}

/**
 * Prices a basket with coupons: changes nothing. The sum taken off a line is never more than there
 * is to pay of it, and each take is the sum of its parts.
 */
export function priceCoupons(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  presented: Presented,
): Priced {
  const { names, facts } = presented;
  const basket = basketOf(facts);
  const ready: Ready[] = [];
  const refused: { name: string; problem: Problem }[] = [];
  for (const [index, name] of names.entries()) {
    const found = makeReady(books, slice, presented, index, basket);
    if (!('candidate' in found)) refused.push({ name, problem: found });
    else if (isThere(ready, found) || names.indexOf(name) < index) {
      const path = found.candidate.path;
      refused.push({ name, problem: problem('coupon_presented_twice', name, path) });
    } else ready.push(found);
  }
  const { lines, delivery } = basket;
  const { taken, lost } = chooseInLanes(books.current.lanes, ready, {
    lines,
    left: lines.map(toPay),
    delivery,
  });
  const takes = taken.map((tried) => ({
    candidate: tried.ready.candidate,
    take: describeTake(tried, basket),
  }));
  for (const { ready, problem } of lost) refused.push({ name: ready.candidate.name, problem });
  return { takes, refused, off: takes.reduce((sum, { take }) => sum + take.off, 0) };
}

/** The first coupon that a name may mean and that holds; or the nearest reason why none does. */
function makeReady(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  presented: Presented,
  index: number,
  basket: Basket,
): Ready | Problem {
  const { basket: id, at, facts, elsewhere } = presented;
  const name = presented.names[index]!;
  const path = `/data/coupons/${index}`;
  const asked = { name, path, basket: id, at, ...(elsewhere && { elsewhere }) };
  const found = findCandidates(books, slice, asked);
  if (!Array.isArray(found)) return found as Problem;
  let nearest: Problem | null = null;
  for (const candidate of found as readonly Candidate[]) {
    const { held, coupon } = candidate;
    const stopped = isStopped(books, coupon.id);
    const no = standing(held, coupon, stopped, { name, path, basket: id }, at);
    const answer = no ?? qualify(candidate, facts, basket);
    if (Array.isArray(answer)) return { candidate, eligible: answer };
    nearest = nearest ? furtherOf(nearest, answer as Problem) : (answer as Problem);
  }
  return nearest ?? problem('coupon_unknown', name, path);
}

/** A coupon in the member's hands, or a pool code, counts once in a basket. */
function isThere(ready: readonly Ready[], { candidate }: Ready): boolean {
  const { held } = candidate;
  return held !== null && ready.some((one) => one.candidate.held?.id === held.id);
}

function describeTake({ ready, taken }: Tried, { lines }: Basket): CouponTake {
  const { coupon, name } = ready.candidate;
  const perLine = taken.perLine.flatMap((off, index) =>
    off > 0 ? [[lines[index]!.line, off] as const] : [],
  );
  const off = perLine.reduce((sum, [, part]) => sum + part, taken.delivery);
  const shares = split(
    off + taken.worth,
    coupon.paidBy.map(({ percent }) => percent),
  );
  return {
    name,
    of: coupon.id,
    version: coupon.version,
    off,
    lines: perLine,
    delivery: taken.delivery,
    gift: taken.gift,
    privilege: taken.privilege,
    worth: taken.worth,
    paidBy: coupon.paidBy.map(({ by }, index) => [by, shares[index] as number] as const),
  };
}
