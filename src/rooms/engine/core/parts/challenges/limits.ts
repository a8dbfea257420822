import type { Challenges, Reward } from '../../../../challenges/index.ts';
import { use, used } from '../../counters.ts';
import type { Draft } from '../../draft.ts';
import { budgetKey } from '../../earn.ts';
import type { BudgetTerms } from '../../program.ts';
import type { Given } from '../given.ts';

/** Budgets that count how often a challenge has paid, all members together. */
export function totals({ byId }: Challenges): BudgetTerms[] {
  return [...byId.values()].flatMap(({ id, limits: { total } }) =>
    total === null ? [] : [{ id: totalOf(id), points: total, per: 'ever', refills: true }],
  );
}

function totalOf(challenge: string): string {
  return `challenge:${challenge}`;
}

/** Why a target may not pay any more; null when it may, and then it is counted. */
export function countPayment(
  draft: Draft,
  challenge: string,
  { limits }: Reward,
): 'member_limit_reached' | 'budget_short' | null {
  if (!limits) return null;
  const { state, day } = draft;
  for (const { key, per, most } of limits.perMember) {
    if (used(state, key, per, day) >= most) return 'member_limit_reached';
  }
  if (limits.total !== null) {
    const total = budgetKey(totalOf(challenge), 'ever', day);
    if (draft.budgets.ask(total, 1).available < 1) return 'budget_short';
    draft.take(total, 1);
  }
  for (const { key, per } of limits.perMember) use(state, key, per, day, 1);
  return null;
}

/** Whether a payment is counted anywhere, so that taking it back has to uncount it. */
export function isCounted({ limits }: Reward): boolean {
  return limits !== null && (limits.total !== null || limits.perMember.length > 0);
}

/** Uncounts a payment in the periods in which it was counted. */
export function uncountPayment(
  draft: Draft,
  challenge: string,
  { limits }: Reward,
  given: readonly Given[],
): void {
  const counted = given.find(([kind]) => kind === 'times');
  if (!counted || !limits) return;
  const [, , day] = counted;
  for (const { key, per } of limits.perMember) {
    if (used(draft.state, key, per, day) > 0) use(draft.state, key, per, day, -1);
  }
  if (limits.total !== null) draft.take(budgetKey(totalOf(challenge), 'ever', day), -1);
}
