import Type from 'typebox';
import { parseDecimal } from '../../../../kernel/decimal.ts';
import { netOf, type PurchaseData } from '../../../events/index.ts';
import { Count, MoneyText } from '../../../program/index.ts';
import type { Condition } from './condition.ts';

/**
 * How large the basket must be at least: its net money, its lines, its pieces. Voided lines do not
 * count.
 */
export const basket: Condition = {
  code: 'basket',
  summary: 'for baskets of at least {args}',
  args: Type.Object(
    {
      net: Type.Optional(MoneyText),
      lines: Type.Optional(Count),
      pieces: Type.Optional(Count),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  reason: 'basket_too_small',
  level: () => 'event',
  prepare(args, { decimals }) {
    const least = args as { net?: string; lines?: number; pieces?: number };
    const net = least.net === undefined ? 0 : (parseDecimal(least.net, decimals) ?? 0);
    const { lines = 0, pieces = 0 } = least;
    return ({ fact }) => {
      if (fact.type !== 'purchase') return false;
      const size = sizeOf(fact.data as unknown as PurchaseData);
      return size.net >= net && size.lines >= lines && size.pieces >= pieces;
    };
  },
};

function sizeOf(data: PurchaseData): { net: number; lines: number; pieces: number } {
  const size = { net: 0, lines: 0, pieces: 0 };
  for (const line of data.lines) {
    if (line.voided) continue;
    size.net += netOf(line);
    size.lines += 1;
    size.pieces += line.quantity;
  }
  return size;
}
