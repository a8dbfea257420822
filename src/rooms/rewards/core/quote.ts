import { scale } from '../../../kernel/integer.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { ExchangePrice, FixedPrice, Price } from './price.ts';

/** What a redemption costs, and what it takes off the basket. Smallest units. */
export interface Quote {
  readonly points: number;
  readonly money: number;
  readonly off: number;
}

/** What a price is asked about. */
export interface Purse {
  /** What the member still has to pay at the till; null when there is no basket. */
  readonly basket: number | null;
  /** At most so many points, when the member says so. */
  readonly wanted: number | null;
  /** Points that the member may spend. */
  readonly points: number;
}

/**
 * What is taken: never more than the basket needs, and no more points than the member has. A
 * discount that is worth more than the basket costs as many points as the used part, rounded up.
 */
export function quote(price: Price, purse: Purse): Quote | Problem {
  return price.kind === 'exchange' ? payWithPoints(price, purse) : payFixed(price, purse);
}

function payFixed({ points, money, worth }: FixedPrice, { basket, points: has }: Purse) {
  if (worth === 0) return has < points ? tooFew(has, points) : { points, money, off: 0 };
  if (basket === null) return basketNeeded();
  const off = Math.min(worth, basket);
  if (off <= 0) return needsNothing();
  const needed = scale(points, off, worth, 'up');
  return has < needed ? tooFew(has, needed) : { points: needed, money, off };
}

function payWithPoints(price: ExchangePrice, { basket, wanted, points }: Purse) {
  if (basket === null) return basketNeeded();
  const { step } = price;
  const most = mostOff(price, basket);
  if (most < step.money) return needsNothing();
  if (points < step.points) return tooFew(points, step.points);
  const mostPoints = wanted === null ? points : Math.min(points, wanted);
  const steps = Math.min(Math.floor(mostPoints / step.points), Math.floor(most / step.money));
  if (steps <= 0) return belowStep(step.points);
  return { points: steps * step.points, money: 0, off: steps * step.money };
}

/** The most that points may pay of a basket: its share, rounded down, and the largest amount. */
function mostOff({ most, share }: ExchangePrice, basket: number): number {
  const part = scale(basket, share.num, share.den, 'down');
  return most === null ? part : Math.min(part, most);
}

function tooFew(has: number, need: number): Problem {
  return {
    code: 'points_insufficient',
    path: '',
    detail: `${need} points are needed, and ${has} may be spent on it.`,
    fix: 'Offer something else, or come back with more points.',
  };
}

function basketNeeded(): Problem {
  return {
    code: 'basket_needed',
    path: '/data/basket',
    detail: 'What it takes off depends on what the basket costs.',
    fix: 'Send what the member still has to pay as `basket`.',
  };
}

function needsNothing(): Problem {
  return {
    code: 'basket_too_small',
    path: '/data/basket',
    detail: 'The basket is too small for anything to be taken off.',
    fix: 'Let the member pay without it.',
  };
}

function belowStep(step: number): Problem {
  return {
    code: 'points_below_step',
    path: '/data/points',
    detail: `Points are taken in steps of ${step}.`,
    fix: `Ask for at least ${step}, or leave \`points\` out.`,
  };
}
