export { type BudgetLevel, BudgetLevels } from './core/budget-levels.ts';
export { compileProgram } from './core/compile.ts';
export { decide, type Given } from './core/decide.ts';
export {
  type Award,
  type Decided,
  type Decision,
  noFollowUp,
  type Outcome,
  type PurchaseFollowUp,
  type PurchaseRecord,
  type Refusal,
  type TraceLine,
} from './core/decision.ts';
export { budgetKey } from './core/earn.ts';
export { purchaseOfHold } from './core/handlers/hold.ts';
export { MemberView } from './core/member-view.ts';
export { challengesNow } from './core/parts/challenges/challenges-now.ts';
export { withoutCoupons } from './core/parts/coupons/of-purchase.ts';
export type { Effect } from './core/parts/effect.ts';
export { guestsOf, mergedInto, originFlag, originIn } from './core/parts/identity/guests.ts';
export { ownerOf } from './core/parts/identity/purchase-elsewhere.ts';
export type { Carried, Guest } from './core/parts/identity/slice.ts';
export { leavingPreview } from './core/parts/leaving/preview.ts';
export { firstFollowUp } from './core/parts/rewards/of-purchase.ts';
export { redeemableNow, type Shelf, shelvesOf } from './core/parts/rewards/redeemable-now.ts';
export { quotaKeys, rightsNow } from './core/parts/rights-now.ts';
export type { BudgetTerms, IntakeTerms, Program } from './core/program.ts';
export { moneyBack } from './core/returned.ts';
export { SETTLED, settleMember } from './core/settle-member.ts';
export { dueOf, settleState } from './core/settle-state.ts';
export { forgotten } from './core/settled.ts';
export { copyState, type MemberState, newState } from './core/state.ts';
export { readDecision, storeDecision } from './core/stored-decision.ts';
export { readState, storeState } from './core/stored-state.ts';
