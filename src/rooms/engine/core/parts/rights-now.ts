import type { Instant } from '../../../../kernel/time.ts';
import { rights } from '../../../benefits/index.ts';
import { used } from '../counters.ts';
import { budgetKey } from '../earn.ts';
import type { Program } from '../program.ts';
import type { MemberState } from '../state.ts';
import { factsAt } from '../tiers.ts';

/** The budgets whose levels `rightsNow` asks for: quotas of standing rights, as of `at`. */
export function quotaKeys(program: Program, at: Instant): string[] {
  const day = program.zone.dayOf(at);
  return program.benefits.standing.flatMap(({ quota }) =>
    quota ? [budgetKey(quota.key, quota.per, day)] : [],
  );
}

/**
 * What a member may use at `at`: open windows and standing rights, what ends first at the head.
 *
 * @param state settled up to `at`.
 * @param left what is left of a quota, by its budget key; undefined for all of it.
 */
export function rightsNow(
  program: Program,
  state: MemberState,
  at: Instant,
  left: (key: string) => number | undefined,
) {
  const facts = factsAt(program, state, at);
  return rights(program.benefits, state.slices.benefits, {
    facts,
    used: ({ key, per }, day) => used(state, key, per, day),
    left: ({ key, per, most }) => left(budgetKey(key, per, facts.day)) ?? most,
  });
}
