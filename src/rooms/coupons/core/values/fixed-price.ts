import Type from 'typebox';
import { scale } from '../../../../kernel/integer.ts';
import { Count, MoneyText } from '../../../program/index.ts';
import { amountOf, moneyProblems } from './money.ts';
import { type Remaining, takeNothing, type Value } from './value.ts';

/**
 * A fixed price for each piece, the dearest pieces first: `take: { price: "9.90", pieces: 2 }`.
 * What is cheaper already stays as it is.
 */
export const fixedPrice: Value = {
  args: Type.Object(
    { price: MoneyText, pieces: Type.Optional(Count) },
    { additionalProperties: false, description: 'A fixed price for each piece it is for.' },
  ),
  fits: (args) => 'price' in args,
  check: (args, { decimals }, path) => moneyProblems(args, ['price'], decimals, path),
  describe: ({ price, pieces }) => `${price} a piece${pieces ? `, at most ${pieces} pieces` : ''}`,
  prepare({ price, pieces }, { decimals }) {
    const fixed = amountOf(price, decimals, 0);
    return (remaining) => {
      let open = typeof pieces === 'number' ? pieces : Number.MAX_SAFE_INTEGER;
      const nothing = takeNothing(remaining);
      const perLine = [...nothing.perLine];
      for (const index of dearestFirst(remaining)) {
        const { quantity } = remaining.lines[index]!;
        const now = Math.min(open, quantity);
        const cost = scale(remaining.left[index]!, now, quantity, 'down');
        if (cost <= fixed * now) continue;
        perLine[index] = cost - fixed * now;
        open -= now;
      }
      return { ...nothing, perLine };
    };
  },
};

/** By price of a piece, compared without a division; lines of one price in their order. */
function dearestFirst({ lines, left, eligible }: Remaining): number[] {
  return [...eligible].sort((a, b) => {
    const difference = left[b]! * lines[a]!.quantity - left[a]! * lines[b]!.quantity;
    return difference === 0 ? a - b : difference;
  });
}
