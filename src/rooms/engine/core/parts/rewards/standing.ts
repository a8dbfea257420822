import type { Standing } from '../../../../rewards/index.ts';
import { used } from '../../counters.ts';
import type { Draft } from '../../draft.ts';
import { budgetKey } from '../../earn.ts';

/** What the rewards room may know of a member and of the stock in a decision. */
export function standingOf(draft: Draft): Standing {
  const { state, day, budgets, fact } = draft;
  return {
    facts: draft.facts(),
    used: ({ key, per }) => used(state, key, per, day),
    unitOf: ({ key, per }) => budgetKey(key, per, day),
    left: (unit) => budgets.ask(unit, 1).available,
    store: fact.store,
  };
}
