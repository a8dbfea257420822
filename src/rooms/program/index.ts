export { currencyDecimals } from './core/currency.ts';
export { type Format, type Read, readDocument } from './core/document/read.ts';
export { documentSchema } from './core/document/schema.ts';
export { type Validation, validate } from './core/document/validate.ts';
export { duplicateIds } from './core/duplicate-ids.ts';
export { createExpressions } from './core/expressions.ts';
export type { Facts, MemberFacts } from './core/facts.ts';
export {
  checkGrants,
  describeGrants,
  type Grant,
  type GrantKind,
  Grants,
  grantOf,
} from './core/grant.ts';
export {
  type Audience,
  audienceProperties,
  checkAudience,
  compileAudience,
} from './core/offer/audience.ts';
export { checkDay, checkDays, compileDays, type DaySpan, Days } from './core/offer/days.ts';
export {
  checkMemberLimits,
  compileLimits,
  MemberLimits,
  type OfferLimit,
  TimesLimits,
} from './core/offer/member-limits.ts';
export { type Change, planChanges } from './core/plan.ts';
export type {
  CompiledExpression,
  Expressions,
  Head,
  ProgramDocument,
  Section,
} from './core/section.ts';
export { suggest } from './core/suggest.ts';
export { elapsedOf } from './core/touch/elapsed.ts';
export { checkScene, compileScene, type SceneCondition } from './core/touch/scene-language.ts';
export type { Selector, TouchMemory } from './core/touch/touches.ts';
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
export type { Publication, Published, Source } from './publish.ts';
export { addProgramRoutes } from './routes.ts';
export { createProgram, type HistoryEntry, type ProgramService } from './service.ts';
export type { Past, ProgramVersion } from './versions.ts';
