import { parseDecimal } from '../../../kernel/decimal.ts';
import { type Ratio, scale } from '../../../kernel/integer.ts';
import type { ExchangePriceDocument, RewardDocument } from './section.ts';

/** What a reward costs. Points and money in their smallest units. */
export type Price = FixedPrice | ExchangePrice;

export interface FixedPrice {
  readonly kind: 'fixed';
  readonly currency: string;
  readonly points: number;
  /** Money to be paid besides. */
  readonly money: number;
  /** What it takes off a basket; 0 for what is no discount. */
  readonly worth: number;
}

/** Paying with points: `step.points` points pay exactly `step.money`. */
export interface ExchangePrice {
  readonly kind: 'exchange';
  readonly currency: string;
  readonly step: { readonly points: number; readonly money: number };
  /** The most that points pay of one basket; null when only the basket bounds it. */
  readonly most: number | null;
  readonly share: Ratio;
}

const ALL_OF_IT: Ratio = { num: 1, den: 1 };

/** Compiles the price of a checked reward. */
export function compilePrice({ price, worth }: RewardDocument, decimals: number): Price {
  const money = (text: string | undefined): number => moneyOf(text, decimals) ?? 0;
  if (!('exchange' in price)) {
    const { points: currency, amount } = price;
    const also = { money: money(price.money), worth: money(worth) };
    return { kind: 'fixed', currency, points: amount, ...also };
  }
  return {
    kind: 'exchange',
    currency: price.points,
    step: stepOf(price, decimals) ?? { points: 1, money: 0 },
    most: price.most?.amount === undefined ? null : money(price.most.amount),
    share: readShare(price.most?.share) ?? ALL_OF_IT,
  };
}

/** Money of the document in the smallest unit; null for more decimals than the currency has. */
export function moneyOf(text: string | undefined, decimals: number): number | null {
  return text === undefined ? null : parseDecimal(text, decimals);
}

/** Reads a share such as `1/2`; null when it is none. */
export function readShare(text: string | undefined): Ratio | null {
  if (text === undefined) return null;
  const [num, den] = text.split('/').map(Number) as [number, number];
  return num > 0 && den > 0 && num <= den ? { num, den } : null;
}

/**
 * The smallest step and what it is worth, so that nothing is ever rounded; without `step` the
 * fewest points worth a whole amount. Null when there is none: zeros, or a step between amounts.
 */
export function stepOf(
  { exchange, step }: ExchangePriceDocument,
  decimals: number,
): ExchangePrice['step'] | null {
  const money = moneyOf(exchange.money, decimals);
  if (!money || exchange.points === 0) return null;
  if (step === undefined) {
    const common = commonDivisor(exchange.points, money);
    return { points: exchange.points / common, money: money / common };
  }
  const worth = scale(step, money, exchange.points, 'down');
  const exact = scale(step, money, exchange.points, 'up') === worth;
  return exact && worth > 0 ? { points: step, money: worth } : null;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
