export { pairsOf } from './core/blocks.ts';
export { compare } from './core/compare.ts';
export { Groups } from './core/groups.ts';
export { judge, MATCHING } from './core/rules.ts';
export { identitySection } from './core/section.ts';
export { type Known, type Sketch, sketchOf } from './core/sketch.ts';
export { identityRoutes } from './routes.ts';
export { Identity } from './service.ts';
