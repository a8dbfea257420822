import Type from 'typebox';
import { MoneyText } from '../../../program/index.ts';
import { amountOf, moneyProblems } from './money.ts';
import { takeNothing, type Value } from './value.ts';

/** A right that staff give, not a price: `take: { privilege: "Gift wrapping", worth: "3.00" }`. */
export const privilege: Value = {
  args: Type.Object(
    {
      privilege: Type.String({ minLength: 1, maxLength: 80 }),
      worth: Type.Optional(MoneyText),
    },
    { additionalProperties: false, description: 'A right that staff give.' },
  ),
  fits: (args) => 'privilege' in args,
  check: (args, { decimals }, path) => moneyProblems(args, ['worth'], decimals, path),
  describe: (args) => String(args.privilege),
  prepare(args, { decimals }) {
    const worth = amountOf(args.worth, decimals, 0);
    const text = args.privilege as string;
    return (remaining) => ({ ...takeNothing(remaining), privilege: text, worth });
  },
};
