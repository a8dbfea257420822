export { FLAGS, REASONS, TIER_CHANGES } from './core/reasons.ts';
export { couponRoutes } from './coupon-routes.ts';
export type { PublishedProgram, Statements } from './ground.ts';
export { statementRoutes } from './routes.ts';
