export { FLAGS, REASONS, TIER_CHANGES } from './core/reasons.ts';
export {
  type RuleNames,
  ruleNames,
  toldFlags,
  toldRules,
  toldTiers,
} from './core/told-decision.ts';
export { toldEffects } from './core/told-effects.ts';
export { couponRoutes } from './coupon-routes.ts';
export { readCursor, writeCursor } from './cursor.ts';
export { findMember } from './find-member.ts';
export type { PublishedProgram, StatementGround, Statements } from './ground.ts';
export { notedRead } from './noted-read.ts';
export { statementRoutes } from './routes.ts';
export { MemberPath } from './routes-schema.ts';
