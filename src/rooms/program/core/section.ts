import type { TSchema } from 'typebox';
import type { Problem } from '../../../kernel/problem.ts';
import type { Facts } from './facts.ts';

/** A checked expression, ready to run. Never throws: an error (a missing key) is `null`. */
export type CompiledExpression<T> = (facts: Facts) => T | null;

/** What an expression asks about: what its evaluator must have at hand. */
export interface Mentions {
  /** It looks at `line`, so that it must be asked line by line. */
  readonly line: boolean;
  /** It looks at `purchase`. */
  readonly purchase: boolean;
  /** It looks at `event`. */
  readonly event: boolean;
  /** Tier sets in `member.tier(…)`. */
  readonly tiers: readonly string[];
  /** Currencies in `member.balance(…)`. */
  readonly currencies: readonly string[];
  /** Event types in `member.events(…)` and what stands for one. */
  readonly events: readonly string[];
  /** The longest look back of `member.purchases.perMonth(…)`, 0 when it is not asked. */
  readonly months: number;
}

/** What sections may ask of the expression language when they check and compile. */
export interface Expressions {
  /** Problems of one expression at `path`; empty when it is well-typed and cheap enough. */
  check(source: string, as: 'bool' | 'int', path: string): Problem[];
  /** Whether the expression looks at `line`, so that it must be asked line by line. */
  mentionsLine(source: string): boolean;
  /** Everything the expression asks about; empty for one that does not parse. */
  mentions(source: string): Mentions;
  bool(source: string): CompiledExpression<boolean>;
  int(source: string): CompiledExpression<number>;
}

/** The head of every document, above its sections. */
export interface Head {
  program: string;
  timezone: string;
  /** ISO 4217, with its number of decimals given by the standard. */
  currency: string;
  taxIncluded?: boolean | undefined;
}

/** A whole document: the head and the sections by name. */
export type ProgramDocument = Head & Record<string, unknown>;

/**
 * One part of the program document, owned by one room. The room says its shape, what must hold
 * beyond the shape, and how a change reads in words; `app.ts` lists the sections.
 */
export interface Section {
  readonly name: string;
  /** What one item of it is called in a plan, such as "Rule". */
  readonly noun?: string;
  /** The power that must approve a change of it. */
  readonly power: 'data' | 'operations' | 'marketing';
  readonly schema: TSchema;
  readonly required: boolean;
  /**
   * Everything that is wrong beyond the schema. It sees only items that fit their schema, and a
   * section that others miss may be absent.
   */
  check(document: ProgramDocument, expressions: Expressions): Problem[];
  /** One line in words for one item of the section (a currency, a rule), for the plan. */
  describe?(key: string, item: unknown, document: ProgramDocument): string;
}
