import { BudgetLevels, budgetKey, type Program } from '../../engine/index.ts';
import type { StoredEvent } from './history.ts';

/**
 * Budgets as one decision met them. What was available then is an input that is not kept; but a
 * budget that holds exactly what the decision took makes every rule decide as it did: whoever was
 * paid is paid the same, and whoever was short is short again.
 *
 * What a decision took and gave back itself shows as less than it took: `more` says how much more
 * there may have been of what can be given back.
 */
export function recordedBudgets(program: Program, event: StoredEvent, more = 0): BudgetLevels {
  const { budgets, stopped, trace } = event.decision;
  const refused = new Set(
    trace.filter(([, reason]) => reason === 'budget_stopped').map(([rule]) => rule),
  );
  const levels = new Map(
    Object.entries(budgets).map(([key, available]) => [
      key,
      { available: available + (refills(program, key) ? more : 0), final: true, stopped: false },
    ]),
  );
  const day = program.zone.dayOf(event.happenedAt);
  for (const { id, budget } of (program.lanes.get(event.type) ?? []).flatMap((one) => one.rules)) {
    const terms = budget && program.budgets.get(budget.id);
    if (!terms || !refused.has(id)) continue;
    const key = budgetKey(terms.id, terms.per, day);
    // A budget that this very decision ended was still open when the decision began.
    if (!stopped.includes(key)) levels.set(key, { available: 0, final: true, stopped: true });
  }
  return new BudgetLevels(levels);
}

function refills({ budgets }: Program, key: string): boolean {
  return budgets.get(key.slice(0, key.lastIndexOf('@')))?.refills === true;
}
