export { budgetsSection, earningSection, lanesSection } from './core/check.ts';
export { CONDITIONS } from './core/conditions/catalogue.ts';
export type { Condition, RuleContext } from './core/conditions/condition.ts';
export { EARNINGS } from './core/earnings/catalogue.ts';
export type { Earned, Earning, EarningInput } from './core/earnings/earning.ts';
export type { BudgetDocument, LaneDocument, RuleDocument } from './core/section.ts';
