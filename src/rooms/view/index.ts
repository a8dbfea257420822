export { viewRoutes } from './routes.ts';
export { countPortraits } from './tasks.ts';
