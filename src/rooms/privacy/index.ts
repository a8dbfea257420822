export { retentionSection } from './core/check-retention.ts';
export { endRetention } from './retention.ts';
export { privacyRoutes } from './routes.ts';
export { Privacy } from './service.ts';
