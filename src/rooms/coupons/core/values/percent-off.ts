import Type from 'typebox';
import { parseDecimal } from '../../../../kernel/decimal.ts';
import { type Rounding, scale } from '../../../../kernel/integer.ts';
import { MoneyText } from '../../../program/index.ts';
import { amountOf, eligibleLeft, moneyProblems, takeFromLines } from './money.ts';
import type { Value } from './value.ts';

/** Percent are kept as hundredths of a percent. */
const DECIMALS = 2;
const WHOLE = 10_000;

/** A share of the lines it is for, with a cap: `take: { percent: 20, atMost: "50.00" }`. */
export const percentOff: Value = {
  args: Type.Object(
    {
      percent: Type.Union([
        Type.Integer({ minimum: 1, maximum: 100 }),
        Type.String({ pattern: '^\\d{1,2}\\.\\d{1,2}$' }),
      ]),
      atMost: Type.Optional(MoneyText),
      round: Type.Optional(Type.Enum(['down', 'up', 'half-up'])),
    },
    { additionalProperties: false, description: 'A share off, of what is left to pay.' },
  ),
  fits: (args) => 'percent' in args,
  check(args, { decimals }, path) {
    const problems = moneyProblems(args, ['atMost'], decimals, path);
    if (parseDecimal(String(args.percent), DECIMALS) !== 0) return problems;
    return [
      ...problems,
      {
        code: 'amount_zero',
        path: `${path}/percent`,
        detail: `${args.percent} percent is nothing.`,
        fix: 'Write more than 0, at most 100.',
      },
    ];
  },
  describe: ({ percent, atMost }) => `${percent}% off${atMost ? `, at most ${atMost}` : ''}`,
  prepare({ percent, atMost, round }, { decimals }) {
    const share = parseDecimal(String(percent), DECIMALS) ?? 0;
    const cap = amountOf(atMost, decimals, Number.MAX_SAFE_INTEGER);
    const rounding = (round as Rounding | undefined) ?? 'down';
    return (remaining) => {
      const amount = scale(eligibleLeft(remaining), share, WHOLE, rounding);
      return takeFromLines(remaining, Math.min(amount, cap));
    };
  },
};
