export { leavingSection } from './core/check.ts';
export type { Confirmation } from './core/confirm.ts';
export { eraseNow, isErased } from './core/erase.ts';
export {
  askToLeave,
  comeBack,
  dueOf,
  previewLeaving,
  recallLeaving,
  settleLeaving,
} from './core/leave.ts';
export type { Holdings, LeavingPlan } from './core/plan.ts';
export type { LeavingDocument } from './core/section.ts';
export type { LeavingEffect, LeavingSlice } from './core/slice.ts';
export { compileLeaving, type LeavingTerms } from './core/terms.ts';
