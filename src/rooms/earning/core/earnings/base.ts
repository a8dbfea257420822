import Type from 'typebox';
import { scale } from '../../../../kernel/integer.ts';
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

/**
 * The earning base of one line, smallest unit; a voided line has none. What was paid by rewards
 * takes its part of the tax with it, so that leaving out both takes no cent twice.
 */
export function lineBase(line: Line, choice: BaseChoice, taxIncluded: boolean): number {
  if (line.voided) return 0;
  const net = line.gross - line.discount;
  let base = choice.of === 'net' ? net : line.gross;
  const paid = choice.rewards ? net : net - line.byReward;
  if (taxIncluded !== choice.tax) {
    const tax = paid === net ? line.tax : scale(line.tax, paid, net, 'down');
    base += taxIncluded ? -tax : tax;
  }
  return Math.max(0, base - (net - paid));
}

/** The bases of all lines that count, zero for the others. */
export function lineBases(
  data: PurchaseData,
  counts: readonly boolean[],
  choice: BaseChoice,
  taxIncluded: boolean,
): number[] {
  const bases: number[] = [];
  for (let index = 0; index < data.lines.length; index++) {
    const line = data.lines[index] as Line;
    bases.push(counts[index] ? lineBase(line, choice, taxIncluded) : 0);
  }
  return bases;
}
