export { createExpressions } from './core/expressions.ts';
export type { Facts, MemberFacts } from './core/facts.ts';
export type {
  CompiledExpression,
  Expressions,
  Head,
  ProgramDocument,
  Section,
} from './core/section.ts';
export {
  Count,
  DayText,
  DurationText,
  Expression,
  Id,
  Label,
  MoneyText,
  PeriodText,
  TimeText,
} from './core/vocabulary-schema.ts';
