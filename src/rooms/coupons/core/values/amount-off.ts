import Type from 'typebox';
import { MoneyText } from '../../../program/index.ts';
import { amountOf, moneyProblems, takeFromLines } from './money.ts';
import type { Value } from './value.ts';

/** An amount off the lines it is for, together: `take: { amount: "10.00" }`. */
export const amountOff: Value = {
  args: Type.Object(
    { amount: MoneyText },
    { additionalProperties: false, description: 'An amount off, at most what there is to pay.' },
  ),
  fits: (args) => 'amount' in args,
  check: (args, { decimals }, path) => moneyProblems(args, ['amount'], decimals, path),
  describe: ({ amount }) => `${amount} off`,
  prepare({ amount }, { decimals }) {
    const most = amountOf(amount, decimals, 0);
    return (remaining) => takeFromLines(remaining, most);
  },
};
