import type { Problem } from '../../../kernel/problem.ts';
import type { CouponLane } from './coupon.ts';
import type { Candidate } from './find.ts';
import { problem, type ReasonCode } from './reason.ts';
import type { Remaining, Taken } from './values/value.ts';

/** A coupon that holds for a basket, and the lines it is for. */
export interface Ready {
  readonly candidate: Candidate;
  readonly eligible: readonly number[];
}

/** What a coupon takes of what was left when its turn came. */
export interface Tried {
  readonly ready: Ready;
  readonly taken: Taken;
}

type Left = Omit<Remaining, 'eligible'>;

/**
 * Lets coupons take in the order of their lanes, in a lane in the order of the document, then as
 * presented. Every one sees only what those before it have left.
 */
export function chooseInLanes(
  lanes: readonly CouponLane[],
  ready: readonly Ready[],
  basket: Left,
): { taken: Tried[]; lost: { ready: Ready; problem: Problem }[] } {
  const taken: Tried[] = [];
  const lost: { ready: Ready; problem: Problem }[] = [];
  let left = basket;
  const lose = (one: Ready, code: ReasonCode): void => {
    lost.push({ ready: one, problem: problem(code, one.candidate.name, one.candidate.path) });
  };
  for (const [index, lane] of lanes.entries()) {
    const inLane = ready.filter((one) => laneOf(lanes, one) === index).sort(byDocument);
    const best = lane.choose === 'best' ? bestOf(inLane, left) : null;
    let won = false;
    for (const one of inLane) {
      const attempt = { ready: one, taken: take(one, left) };
      if (isFull(one, taken)) lose(one, 'coupon_limit_basket');
      else if (!gives(attempt.taken)) lose(one, 'coupon_nothing_to_take');
      else if (best ? best !== one : won && lane.choose !== 'all') lose(one, 'coupon_lost_in_lane');
      else {
        taken.push(attempt);
        left = after(left, attempt.taken);
        won = true;
      }
    }
  }
  return { taken, lost };
}

/** A lane that the program no longer has: its coupons come with the last one. */
function laneOf(lanes: readonly CouponLane[], { candidate }: Ready): number {
  const index = lanes.findIndex((lane) => lane.id === candidate.coupon.lane);
  return index < 0 ? lanes.length - 1 : index;
}

function byDocument(a: Ready, b: Ready): number {
  return a.candidate.coupon.order - b.candidate.coupon.order;
}

function take(one: Ready, left: Left): Taken {
  return one.candidate.coupon.take({ ...left, eligible: one.eligible });
}

/** The one that gives the most, the first of equals; null when none gives anything. */
function bestOf(inLane: readonly Ready[], left: Left): Ready | null {
  let best: Ready | null = null;
  let most = -1;
  for (const one of inLane) {
    const taken = take(one, left);
    const value = moneyOf(taken) + taken.worth;
    if (value <= most || !gives(taken)) continue;
    best = one;
    most = value;
  }
  return best;
}

function isFull({ candidate }: Ready, taken: readonly Tried[]): boolean {
  const { coupon } = candidate;
  const alike = taken.filter((one) => one.ready.candidate.coupon.id === coupon.id);
  return alike.length >= coupon.perBasket;
}

function gives(taken: Taken): boolean {
  return moneyOf(taken) > 0 || taken.gift !== null || taken.privilege !== null;
}

function moneyOf(taken: Taken): number {
  return taken.perLine.reduce((sum, part) => sum + part, taken.delivery);
}

function after(left: Left, taken: Taken): Left {
  return {
    lines: left.lines,
    left: left.left.map((amount, index) => amount - (taken.perLine[index] as number)),
    delivery: left.delivery - taken.delivery,
  };
}
