export { HeardCounts } from './core/heard.ts';
export { qualityRoutes } from './routes.ts';
export { sweepMembers } from './sweep.ts';
export { forgetMended, keepHeard } from './tasks.ts';
export { countRecorded } from './walk.ts';
