export { offlineSection } from './core/check.ts';
export { offlineRoutes } from './routes.ts';
export { Offline } from './service.ts';
