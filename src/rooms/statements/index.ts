export { BenefitsBody } from './benefits-schema.ts';
export { ChallengesBody } from './challenges-schema.ts';
export { ConsentsBody } from './consents-schema.ts';
export { FLAGS, REASONS, TIER_CHANGES } from './core/reasons.ts';
export { settledState } from './core/settled-state.ts';
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
export { findMember, findMembers, readIdentifier } from './find-member.ts';
export {
  type PublishedProgram,
  programNow,
  type StatementGround,
  type Statements,
} from './ground.ts';
export { notedRead, noteReads } from './noted-read.ts';
export { readBenefits } from './read-benefits.ts';
export { readChallenges } from './read-challenges.ts';
export { purposesNow, readConsents } from './read-consents.ts';
export { readCoupons } from './read-coupons.ts';
export { readMember } from './read-member.ts';
export { readRedemptions } from './read-rewards.ts';
export { RedemptionsBody } from './rewards-schema.ts';
export { statementRoutes } from './routes.ts';
export { MemberBody, MemberPath, MemberQuery } from './routes-schema.ts';
export { stateOf } from './store.ts';
