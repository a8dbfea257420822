import type { TSchema } from 'typebox';
import type { Problem } from '../../../../kernel/problem.ts';
import type { Line } from '../../../events/index.ts';

/** What of a basket is still to pay when a coupon's turn comes. Smallest units. */
export interface Remaining {
  /** The lines that were not voided. */
  readonly lines: readonly Line[];
  /** By line, what is left to pay. */
  readonly left: readonly number[];
  /** Indexes of the lines that the coupon is for. */
  readonly eligible: readonly number[];
  /** What is left to pay for delivery. */
  readonly delivery: number;
}

/** What one coupon gives. Never more than is left of any line, or of the delivery. */
export interface Taken {
  /** By line of `Remaining.lines`. */
  readonly perLine: readonly number[];
  readonly delivery: number;
  /** Goods to hand out that are not in the basket. */
  readonly gift: { readonly sku: string; readonly quantity: number } | null;
  readonly privilege: string | null;
  /** What the gift or the privilege is worth, for choosing the best one and for budgets. */
  readonly worth: number;
}

/** What a value may use when it is compiled. */
export interface ValueContext {
  /** Decimals of the program's money. */
  readonly decimals: number;
}

/**
 * One kind of thing that a coupon gives: the shape of its argument under `take`, and a pure
 * function. Files beside this one are the catalogue; the console draws forms from it.
 */
export interface Value {
  readonly args: TSchema;
  /** Whether an argument is of this kind. */
  fits(args: Readonly<Record<string, unknown>>): boolean;
  /** Mistakes beyond the shape. */
  check(args: Readonly<Record<string, unknown>>, context: ValueContext, path: string): Problem[];
  /** In words, for the plan. */
  describe(args: Readonly<Record<string, unknown>>): string;
  prepare(
    args: Readonly<Record<string, unknown>>,
    context: ValueContext,
  ): (remaining: Remaining) => Taken;
  /** The product that is given, when it is one: its lines do not count towards the minimum. */
  gift?(args: Readonly<Record<string, unknown>>): string;
}

/** Takes nothing: what the kinds start from. */
export function takeNothing({ lines }: Remaining): Taken {
  return { perLine: lines.map(() => 0), delivery: 0, gift: null, privilege: null, worth: 0 };
}
