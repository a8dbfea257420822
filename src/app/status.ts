export { statusRoutes } from './status/routes.ts';
export { Status } from './status/status.ts';
