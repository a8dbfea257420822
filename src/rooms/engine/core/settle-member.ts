import type { Instant } from '../../../kernel/time.ts';
import type { Fact } from '../../events/index.ts';
import { BudgetLevels } from './budget-levels.ts';
import type { Outcome } from './decision.ts';
import { Draft } from './draft.ts';
import { countEnded, countSettled } from './moved.ts';
import { carryOut } from './parts/carry-out.ts';
import type { Program } from './program.ts';
import { settleState } from './settle-state.ts';
import { copyState, type MemberState } from './state.ts';

/** The type of the event that records what fell due without anybody doing anything. */
export const SETTLED = 'hachi.settled';

/**
 * Settles a member up to `now`, as the next event would have done first. Returns the fact and the
 * outcome to save; an outcome without entries and tier changes only tidies the state and needs no
 * event row.
 */
export function settleMember(
  program: Program,
  state: MemberState,
  memberId: number,
  now: Instant,
): { fact: Fact; outcome: Outcome; silent: boolean } {
  const fact = settledFact(memberId, state.no + 1, now);
  const draft = new Draft(program, copyState(state), fact, new BudgetLevels(new Map()));
  settleState(program, draft.state, draft, now);
  countEnded(draft, 0);
  countSettled(draft, 0);
  if (draft.promised.length > 0) carryOut(draft);
  const { entries } = draft.journal;
  const told = entries.length + draft.tiers.length + draft.effects.length;
  const silent = told === 0;
  if (silent) draft.state.no = state.no;
  const decision = draft.finish();
  const outcome = { decision, state: draft.state, entries, purchase: null, other: null };
  return { fact, outcome, silent };
}

/** Its id is derived from the member and the number, so that a repeated run cannot double it. */
function settledFact(memberId: number, no: number, now: Instant): Fact {
  return {
    source: 'hachi',
    id: `settled/${memberId}/${no}`,
    type: SETTLED,
    identifiers: [],
    to: [],
    happenedAt: now,
    channel: null,
    store: null,
    touchpoint: null,
    data: {},
    flags: [],
  };
}
