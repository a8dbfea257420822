import Type from 'typebox';
import { scale } from '../../../../kernel/integer.ts';
import { Count, MoneyText } from '../../../program/index.ts';
import { amountOf, moneyProblems } from './money.ts';
import { takeNothing, type Value } from './value.ts';

/**
 * Goods for nothing: `take: { gift: MUG, worth: "12.00" }`. Pieces that are in the basket become
 * free; the others are named in the answer, for the till to add.
 */
export const gift: Value = {
  args: Type.Object(
    {
      gift: Type.String({ minLength: 1, maxLength: 200 }),
      quantity: Type.Optional(Count),
      worth: Type.Optional(MoneyText),
    },
    { additionalProperties: false, description: 'A product for nothing.' },
  ),
  fits: (args) => 'gift' in args,
  check: (args, { decimals }, path) => moneyProblems(args, ['worth'], decimals, path),
  describe: ({ gift: sku, quantity }) => `${quantity ?? 1} ${sku} for nothing`,
  gift: (args) => args.gift as string,
  prepare(args, { decimals }) {
    const sku = args.gift as string;
    const pieces = (args.quantity as number | undefined) ?? 1;
    const worth = amountOf(args.worth, decimals, 0);
    return (remaining) => {
      let open = pieces;
      const nothing = takeNothing(remaining);
      const perLine = remaining.lines.map((line, index) => {
        const now = line.sku === sku ? Math.min(open, line.quantity) : 0;
        open -= now;
        return scale(remaining.left[index]!, now, line.quantity, 'down');
      });
      if (open === 0) return { ...nothing, perLine };
      return { ...nothing, perLine, gift: { sku, quantity: open }, worth: worth * open };
    };
  },
};
