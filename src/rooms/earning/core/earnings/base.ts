import Type from 'typebox';
import type { Line, PurchaseData } from '../../../events/index.ts';

/**
 * Which money earns: `net` is what the member pays after discounts, `gross` the price before them.
 * Tax, shipping and what was paid by rewards are in or out, each said by name.
 */
export const Base = Type.Object(
  {
    tax: Type.Optional(Type.Enum(['include', 'exclude'])),
    shipping: Type.Optional(Type.Enum(['include', 'exclude'])),
    rewards: Type.Optional(Type.Enum(['include', 'exclude'])),
  },
  { additionalProperties: false },
);

export interface BaseChoice {
  readonly of: 'net' | 'gross';
  readonly tax: boolean;
  readonly shipping: boolean;
  readonly rewards: boolean;
}

/** The earning base of one line, smallest unit; a voided line has none. */
export function lineBase(line: Line, choice: BaseChoice, taxIncluded: boolean): number {
  if (line.voided) return 0;
  let base = choice.of === 'net' ? line.gross - line.discount : line.gross;
  if (taxIncluded && !choice.tax) base -= line.tax;
  if (!taxIncluded && choice.tax) base += line.tax;
  if (!choice.rewards) base -= line.byReward;
  return Math.max(0, base);
}

/** The bases of all lines that count, zero for the others. */
export function lineBases(
  data: PurchaseData,
  counts: readonly boolean[],
  choice: BaseChoice,
  taxIncluded: boolean,
): number[] {
  return data.lines.map((line, index) => (counts[index] ? lineBase(line, choice, taxIncluded) : 0));
}
