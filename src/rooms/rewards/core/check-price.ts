import type { Problem } from '../../../kernel/problem.ts';
import { currencyDecimals, type ProgramDocument, suggest } from '../../program/index.ts';
import { moneyOf, readShare, stepOf } from './price.ts';
import type { ExchangePriceDocument, FixedPriceDocument, RewardDocument } from './section.ts';

/** What contradicts itself in the price of one reward. A price of zero points is none. */
export function checkPrice(
  reward: RewardDocument,
  document: ProgramDocument,
  path: string,
): Problem[] {
  const decimals = currencyDecimals(document.currency) ?? 2;
  const at = `${path}/price`;
  const { price } = reward;
  return [
    ...currency(price.points, document, `${at}/points`),
    ...('exchange' in price
      ? [...exchangeKind(reward, at), ...exchange(price, decimals, document.currency, at)]
      : fixed(price, decimals, document.currency, at)),
    ...worth(reward, decimals, document.currency, `${path}/worth`),
  ];
}

interface PointsOf {
  readonly spendable?: boolean;
  readonly qualifying?: boolean;
}

function currency(id: string, document: ProgramDocument, path: string): Problem[] {
  const points = (document.points ?? {}) as Record<string, PointsOf>;
  const one = points[id];
  if (!one) {
    const detail = `There is no point currency "${id}".`;
    return [{ code: 'unknown_currency', path, detail, fix: suggest(id, Object.keys(points)) }];
  }
  if (one.spendable ?? !one.qualifying) return [];
  const detail = `Points of "${id}" cannot be spent.`;
  return [{ code: 'currency_not_spendable', path, detail, fix: 'Use one that is `spendable`.' }];
}

function fixed(price: FixedPriceDocument, decimals: number, money: string, path: string) {
  const problems = price.amount === 0 ? [zero(`${path}/amount`)] : [];
  if (price.money === undefined) return problems;
  return [...problems, ...amount(price.money, decimals, money, `${path}/money`)];
}

function exchangeKind({ kind, draw }: RewardDocument, path: string): Problem[] {
  const fix = 'Use `kind: discount` without a draw, or a price with an `amount`.';
  if (kind === 'discount' && !draw) return [];
  const detail = 'Only a discount at the till can be paid for as the member likes.';
  return [{ code: 'price_not_for_kind', path: `${path}/exchange`, detail, fix }];
}

function exchange(
  price: ExchangePriceDocument,
  decimals: number,
  money: string,
  path: string,
): Problem[] {
  const rate = [
    ...(price.exchange.points === 0 ? [zero(`${path}/exchange/points`)] : []),
    ...amount(price.exchange.money, decimals, money, `${path}/exchange/money`),
  ];
  if (rate.length > 0) return rate;
  const step = stepOf(price, decimals);
  if (!step) return [notWhole(price, `${path}/step`)];
  const { most } = price;
  return [
    ...(most?.amount === undefined
      ? []
      : amount(most.amount, decimals, money, `${path}/most/amount`)),
    ...share(most?.share, `${path}/most/share`),
    ...idle(moneyOf(most?.amount, decimals), step.money, `${path}/most/amount`),
  ];
}

function notWhole({ step, exchange }: ExchangePriceDocument, path: string): Problem {
  const rate = `${exchange.points} for ${exchange.money}`;
  return {
    code: 'step_not_whole',
    path,
    detail: `${step} points are not worth a whole amount at ${rate}.`,
    fix: `Use a multiple of ${exchange.points}, or leave \`step\` out.`,
  };
}

function share(text: string | undefined, path: string): Problem[] {
  if (text === undefined || readShare(text)) return [];
  const detail = `${text} is not a part of a basket.`;
  return [{ code: 'share_out_of_range', path, detail, fix: 'Write above 0 and at most "1/1".' }];
}

function idle(most: number | null, step: number, path: string): Problem[] {
  if (most === null || most === 0 || most >= step) return [];
  const detail = 'Not even one step of points fits into it.';
  return [{ code: 'never_fires', path, detail, fix: 'Raise it, or make the step smaller.' }];
}

function worth(
  { kind, worth, price }: RewardDocument,
  decimals: number,
  money: string,
  path: string,
): Problem[] {
  const needed = kind === 'discount' && !('exchange' in price);
  if (needed && worth === undefined) {
    const fix = 'Say what it takes off the basket, such as `worth: "5.00"`.';
    return [{ code: 'worth_missing', path, detail: 'It takes nothing off.', fix }];
  }
  if (worth === undefined) return [];
  if (needed) return amount(worth, decimals, money, path);
  const detail = 'Only a discount with a price in points takes a fixed amount off.';
  return [{ code: 'worth_without_effect', path, detail, fix: 'Leave `worth` out.' }];
}

function amount(text: string, decimals: number, money: string, path: string): Problem[] {
  const value = moneyOf(text, decimals);
  const fix = `Write an amount above zero, such as "${(5).toFixed(decimals)}".`;
  if (value === 0) return [{ code: 'amount_zero', path, detail: `${text} is no amount.`, fix }];
  if (value !== null) return [];
  const detail = `${text} has more decimals than ${money}, which has ${decimals}.`;
  return [{ code: 'amount_decimals', path, detail, fix }];
}

function zero(path: string): Problem {
  return {
    code: 'price_zero',
    path,
    detail: 'A reward for zero points is a gift.',
    fix: 'Give it a price, or make it a benefit.',
  };
}
