import type { FactData } from '../../../../events/index.ts';
import { askToLeave, dueOf, recallLeaving, settleLeaving } from '../../../../leaving/index.ts';
import type { Handler } from '../../handlers/handler.ts';
import { countSettled } from '../../moved.ts';
import type { Part } from '../part.ts';
import { setSlice } from '../slices.ts';
import { carryOutPlan } from './carry-out-plan.ts';
import { erase } from './erase.ts';
import { holdingsOf } from './holdings.ts';
import { tell } from './tell.ts';

/**
 * Leaving: asked for, thought over, done in one decision.
 *
 * @param parts the other rooms, in which a member who leaves has things.
 */
export const leavingPartOf = (parts: readonly Part[]): Part => ({
  slice: 'leaving',
  handlers: {
    'member.leave': leave(parts),
    'member.leave.recalled': recall(),
    'member.erased': erase(parts),
  },
  dueOf: (_, { slices }) => dueOf(slices.leaving),
  settle(program, state, into, moment) {
    const { leaving } = state.slices;
    if (!leaving) return;
    const holdings = () => holdingsOf(parts, program, state, moment);
    const step = settleLeaving(program.zone, leaving, holdings, moment);
    if (!step) return;
    if (step.plan) carryOutPlan(parts, program, state, into, step.plan, moment);
    setSlice(state, 'leaving', step.slice);
    tell(into.effects, step.effects);
  },
});

function leave(parts: readonly Part[]): Handler {
  return (draft) => {
    const { state, at, program } = draft;
    const { confirm } = draft.fact.data as unknown as FactData['member.leave'];
    const holdings = holdingsOf(parts, program, state, at);
    const step = askToLeave(program.leaving, state.slices.leaving, holdings, confirm, at);
    if (!step.ok) return step.refusal;
    const first = draft.journal.entries.length;
    if (step.plan) carryOutPlan(parts, program, state, draft, step.plan, at);
    countSettled(draft, first);
    draft.setSlice('leaving', step.slice);
    tell(draft.effects, step.effects);
    return null;
  };
}

function recall(): Handler {
  return (draft) => {
    const step = recallLeaving(draft.state.slices.leaving);
    if (!step.ok) return step.refusal;
    draft.setSlice('leaving', step.slice);
    tell(draft.effects, step.effects);
    return null;
  };
}
