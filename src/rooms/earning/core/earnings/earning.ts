import type { TSchema } from 'typebox';
import type { Facts } from '../../../program/index.ts';
import type { RuleContext } from '../conditions/condition.ts';

/** What a rule would pay before limits and budgets, and which lines it is for. */
export interface Earned {
  readonly points: number;
  /** The part of each line of the purchase, in its order; empty when the event has no lines. */
  readonly perLine: readonly number[];
}

/** What an earning may look at: the facts, the lines that count, and what was earned before it. */
export interface EarningInput {
  readonly facts: Facts;
  /** For each line of the purchase whether it counts. */
  readonly counts: readonly boolean[];
  /**
   * Points of the currency earned by earlier lanes, per line (one entry when there are no lines).
   */
  readonly before: readonly number[];
  /** Whether the prices of the program contain the tax. */
  readonly taxIncluded: boolean;
}

/** One way to turn an event into points: a shape in the document and a pure function. */
export interface Earning {
  readonly code: string;
  /** The property of the rule under which it is written. */
  readonly key: 'earn' | 'multiply';
  readonly summary: string;
  readonly args: TSchema;
  /** Why nothing was paid when the result is zero. */
  readonly reason: string;
  /** Whether these arguments are of this kind (the document names the kind by its properties). */
  fits(args: Record<string, unknown>): boolean;
  prepare(args: Record<string, unknown>, context: RuleContext): (input: EarningInput) => Earned;
}
