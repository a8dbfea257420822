import Type from 'typebox';
import { parseDecimal } from '../../../../kernel/decimal.ts';
import { type Rounding, split } from '../../../../kernel/integer.ts';
import type { PurchaseData } from '../../../events/index.ts';
import { Count, Id, MoneyText } from '../../../program/index.ts';
import { Base, type BaseChoice, lineBases } from './base.ts';
import { scalePoints } from './bounded.ts';
import type { Earned, Earning } from './earning.ts';

interface Args {
  points: string;
  per: {
    spend: string;
    of?: 'line.net' | 'line.gross' | 'basket.net' | 'basket.gross';
    base?: Partial<Record<'tax' | 'shipping' | 'rewards', 'include' | 'exclude'>>;
  };
  amount?: number;
  round?: Rounding;
}

const strict = { additionalProperties: false };

/**
 * So many points for so much money. `of: line.…` rounds each line by itself, `of: basket.…`
 * rounds the sum of the lines that count and shares the points out over them by their money.
 */
export const perSpend: Earning = {
  code: 'per-spend',
  key: 'earn',
  summary: '{amount} {points} for every {per.spend} of {per.of}',
  args: Type.Object(
    {
      points: Id,
      per: Type.Object(
        {
          spend: MoneyText,
          of: Type.Optional(Type.Enum(['line.net', 'line.gross', 'basket.net', 'basket.gross'])),
          base: Type.Optional(Base),
        },
        strict,
      ),
      amount: Type.Optional(Count),
      round: Type.Optional(Type.Enum(['down', 'up', 'half-up'])),
    },
    strict,
  ),
  reason: 'below_one_step',
  fits: (args) => 'per' in args,
  prepare(raw, { decimals }) {
    const args = raw as unknown as Args;
    const step = parseDecimal(args.per.spend, decimals) ?? 0;
    const amount = args.amount ?? 1;
    const round = args.round ?? 'down';
    const of = args.per.of ?? 'basket.net';
    const choice = readChoice(args);
    const perLine = of.startsWith('line');
    return ({ facts, counts, taxIncluded }) => {
      const data = facts.fact.data as unknown as PurchaseData;
      const bases = lineBases(data, counts, choice, taxIncluded);
      if (perLine) return each(bases.map((base) => scalePoints(base, amount, step, round)));
      const goods = bases.reduce((sum, base) => sum + base, 0);
      const shipping = choice.shipping ? data.shipping : 0;
      const points = scalePoints(goods + shipping, amount, step, round);
      return { points, perLine: split(points, goods > 0 ? bases : evenly(counts)) };
    };
  },
};

function readChoice(args: Args): BaseChoice {
  const base = args.per.base ?? {};
  return {
    of: args.per.of?.endsWith('gross') ? 'gross' : 'net',
    tax: base.tax !== 'exclude',
    shipping: base.shipping === 'include',
    rewards: base.rewards === 'include',
  };
}

/** Points for shipping alone belong to the lines that count, each as much as the other. */
function evenly(counts: readonly boolean[]): number[] {
  return counts.map((one) => (one ? 1 : 0));
}

function each(perLine: number[]): Earned {
  return { points: perLine.reduce((sum, points) => sum + points, 0), perLine };
}
