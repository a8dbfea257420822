export { FLAGS, REASONS, TIER_CHANGES } from './core/reasons.ts';
export type { PublishedProgram, Statements } from './ground.ts';
export { readBalances } from './read-balances.ts';
export { readSummary } from './read-summary.ts';
export { statementRoutes } from './routes.ts';
