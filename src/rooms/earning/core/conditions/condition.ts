import type { TSchema } from 'typebox';
import type { Zone } from '../../../../kernel/time.ts';
import type { Expressions, Facts } from '../../../program/index.ts';

/** What a condition may use when it is compiled. */
export interface RuleContext {
  readonly zone: Zone;
  readonly expressions: Expressions;
  /** Decimals of the program's money. */
  readonly decimals: number;
}

/**
 * One kind of condition on an earning rule: a name in the document, the shape of its argument,
 * and a pure question. Files beside this one are the catalogue; the console draws forms from it.
 */
export interface Condition {
  /** The property of the rule that holds the argument. */
  readonly code: string;
  /** One line for people; `{args}` is replaced by the argument. */
  readonly summary: string;
  readonly args: TSchema;
  /** Why the rule did not pay when this says no. */
  readonly reason: string;
  /** Asked once per event, or once per line. */
  level(args: unknown, context: RuleContext): 'event' | 'line';
  /** Compiles the argument to the question. `facts.line` is set for line conditions. */
  prepare(args: unknown, context: RuleContext): (facts: Facts) => boolean;
}
