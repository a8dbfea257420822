import Type from 'typebox';
import { MoneyText } from '../../../program/index.ts';
import { amountOf, moneyProblems } from './money.ts';
import { takeNothing, type Value } from './value.ts';

/** The delivery fee, or a part of it: `take: { delivery: free, atMost: "8.00" }`. */
export const freeDelivery: Value = {
  args: Type.Object(
    { delivery: Type.Literal('free'), atMost: Type.Optional(MoneyText) },
    { additionalProperties: false, description: 'No delivery fee.' },
  ),
  fits: (args) => 'delivery' in args,
  check: (args, { decimals }, path) => moneyProblems(args, ['atMost'], decimals, path),
  describe: ({ atMost }) => `free delivery${atMost ? `, at most ${atMost}` : ''}`,
  prepare({ atMost }, { decimals }) {
    const most = amountOf(atMost, decimals, Number.MAX_SAFE_INTEGER);
    return (remaining) => ({
      ...takeNothing(remaining),
      delivery: Math.min(most, remaining.delivery),
    });
  },
};
