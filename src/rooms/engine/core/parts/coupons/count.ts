import type { Instant } from '../../../../../kernel/time.ts';
import { type Coupon, couponProblem } from '../../../../coupons/index.ts';
import { use, used } from '../../counters.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { budgetKey } from '../../earn.ts';
import type { Program } from '../../program.ts';
import type { Settled } from '../../settled.ts';
import type { MemberState } from '../../state.ts';

/** One use of a coupon, as limits and budgets count it. */
export interface Use {
  readonly terms: Coupon;
  readonly name: string;
  readonly path: string;
  /** What it takes and gives in all, for budgets of money. */
  readonly money: number;
  /** What has been counted for it already, by a reservation; null for nothing. */
  readonly counted: number | null;
  /** Since when it counts: this moment's periods. */
  readonly since: Instant;
}

/**
 * Counts a use under all limits and budgets of its coupon, or says which one is used up: then the
 * till is told before anybody pays.
 */
export function countUse(draft: Draft, one: Use): Refusal | null {
  const { terms, money, counted } = one;
  const day = draft.program.zone.dayOf(one.since);
  const { budgets } = draft.current;
  const takes: [key: string, amount: number][] = [];
  const no = (code: Parameters<typeof couponProblem>[0]): Refusal =>
    couponProblem(code, one.name, one.path);
  if (counted === null) {
    for (const { key, times, per } of terms.perMember) {
      if (used(draft.state, key, per, day) >= times) return no('coupon_limit_member');
    }
    for (const { key, per } of terms.total) {
      if (!budgets.has(key)) continue;
      const budget = budgetKey(key, per, day);
      if (draft.budgets.ask(budget, 1).available < 1) return no('coupon_used_up');
      takes.push([budget, 1]);
    }
  }
  const more = money - (counted ?? 0);
  for (const { id, per } of terms.budgets) {
    if (more === 0 || !budgets.has(id)) continue;
    const budget = budgetKey(id, per, day);
    if (more > 0 && draft.budgets.ask(budget, more).available < more) {
      return no('coupon_budget_short');
    }
    takes.push([budget, more]);
  }
  for (const [budget, amount] of takes) draft.take(budget, amount);
  if (counted === null) countMember(draft.state, terms, day, 1);
  return null;
}

/** Gives back what a use was counted for, in the periods in which it was counted. */
export function uncountUse(
  program: Program,
  state: MemberState,
  into: Settled,
  { terms, money, since }: Pick<Use, 'terms' | 'money' | 'since'>,
): void {
  const day = program.zone.dayOf(since);
  countMember(state, terms, day, -1);
  for (const { key, per } of terms.total) {
    if (program.budgets.has(key)) into.take(budgetKey(key, per, day), -1);
  }
  for (const { id, per } of terms.budgets) {
    if (money > 0 && program.budgets.has(id)) into.take(budgetKey(id, per, day), -money);
  }
}

function countMember(state: MemberState, terms: Coupon, day: number, times: number): void {
  for (const { key, per } of terms.perMember) use(state, key, per, day, times);
}

/** Takes one of the pieces that may ever be issued; false when there is none left. */
export function takeFromStock(draft: Draft, coupon: Coupon): boolean {
  const id = stockOf(coupon.id);
  if (coupon.stock === null || !draft.current.budgets.has(id)) return true;
  const key = budgetKey(id, 'ever', draft.day);
  if (draft.budgets.ask(key, 1).available < 1) return false;
  draft.take(key, 1);
  return true;
}

/** The budget that counts how many of a coupon were issued. */
export function stockOf(coupon: string): string {
  return `stock:coupon:${coupon}`;
}
