export { tiersSection } from './core/check.ts';
export { type Deserved, deserved, type MeasureSource, measure } from './core/measure.ts';
export type { TierSetDocument } from './core/section.ts';
export {
  isWarning,
  levelIndex,
  moveUp,
  review,
  type Stand,
  schedule,
  undoUpgrade,
} from './core/stand.ts';
export type { Standing, TierEffect } from './core/standing.ts';
export { compileTierSet, type TierSet } from './core/tier-set.ts';
