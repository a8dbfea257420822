import { eraseNow } from '../../../../leaving/index.ts';
import type { Handler } from '../../handlers/handler.ts';
import { countSettled } from '../../moved.ts';
import type { Part } from '../part.ts';
import { setSlice } from '../slices.ts';
import { carryOutPlan } from './carry-out-plan.ts';
import { holdingsOf } from './holdings.ts';
import { tell } from './tell.ts';

/**
 * A person is erased: what the member has ends by one plan, as in leaving, and what rules looked at
 * is cleared. The keys of what is sealed go with the effect; the books stay.
 */
export const erase =
  (parts: readonly Part[]): Handler =>
  (draft) => {
    const { state, at, program } = draft;
    const holdings = () => holdingsOf(parts, program, state, at);
    const step = eraseNow(program.leaving, program.zone, state.slices.leaving, holdings, at);
    if (!step.ok) return step.refusal;
    const first = draft.journal.entries.length;
    if (step.plan) carryOutPlan(parts, program, state, draft, step.plan, at);
    countSettled(draft, first);
    state.attributes = {};
    state.tags = [];
    setSlice(state, 'consents', undefined);
    setSlice(state, 'touches', undefined);
    draft.setSlice('leaving', step.slice);
    tell(draft.effects, step.effects);
    return null;
  };
