export { FLAGS, REASONS, TIER_CHANGES } from './core/reasons.ts';
export type { PublishedProgram, Statements } from './ground.ts';
export { statementRoutes } from './routes.ts';
