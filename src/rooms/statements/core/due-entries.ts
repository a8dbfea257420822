import type { Instant } from '../../../kernel/time.ts';
import {
  copyState,
  forgotten,
  type MemberState,
  type Program,
  settleState,
} from '../../engine/index.ts';
import type { Entry } from '../../ledger/index.ts';

/**
 * Movements that have fallen due by `at` and that no task has written yet: with them the books
 * are as they will be, whenever that task comes.
 */
export function dueEntries(program: Program, state: MemberState, at: Instant): readonly Entry[] {
  const into = forgotten();
  settleState(program, copyState(state), into, at);
  return into.journal.entries;
}
