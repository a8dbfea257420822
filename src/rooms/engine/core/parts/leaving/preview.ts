import type { Instant } from '../../../../../kernel/time.ts';
import { type Confirmation, type LeavingPlan, previewLeaving } from '../../../../leaving/index.ts';
import type { Program } from '../../program.ts';
import type { MemberState } from '../../state.ts';
import { PARTS } from '../catalogue.ts';
import { holdingsOf } from './holdings.ts';

/** What leaving would do to a settled member at a moment; null when the program does not say. */
export function leavingPreview(
  program: Program,
  state: MemberState,
  at: Instant,
): { readonly plan: LeavingPlan; readonly confirm: Confirmation } | null {
  if (!program.leaving) return null;
  return previewLeaving(program.leaving, holdingsOf(PARTS, program, state, at), at);
}
