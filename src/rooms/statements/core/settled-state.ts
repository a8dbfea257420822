import type { Instant } from '../../../kernel/time.ts';
import {
  copyState,
  forgotten,
  type MemberState,
  type Program,
  settleState,
} from '../../engine/index.ts';

/**
 * A copy of a member's state in which everything that falls due by `at` is done, whether or not a
 * task has come by. For a moment before `asOf` it is the state as it is.
 */
export function settledState(program: Program, state: MemberState, at: Instant): MemberState {
  const copy = copyState(state);
  settleState(program, copy, forgotten(), at);
  return copy;
}
