export { pairsOf } from './core/blocks.ts';
export { compare } from './core/compare.ts';
export { Groups } from './core/groups.ts';
export { judge, MATCHING } from './core/rules.ts';
export { type Known, type Sketch, sketchOf } from './core/sketch.ts';
