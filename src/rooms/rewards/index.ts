export { rewardsSection } from './core/check.ts';
export { commit, notePaid } from './core/commit.ts';
export { drawWinners, sealFits, tellDrawn } from './core/draw.ts';
export { fulfil } from './core/fulfil.ts';
export { hold } from './core/hold.ts';
export type { Standing } from './core/obstacles.ts';
export { redeemable } from './core/redeemable.ts';
export type {
  Counted,
  HeldEffect,
  PaidPart,
  RedeemedEffect,
  Redemption,
  Redemptions,
  ReleasedEffect,
  ReturnedEffect,
} from './core/redemption.ts';
export { voidHeld } from './core/release.ts';
export { type Catalogue, compileRewards, type StockTerms } from './core/reward.ts';
export { rollBack } from './core/rollback.ts';
export type { RewardDocument } from './core/section.ts';
export { dueOf, settle } from './core/settle.ts';
