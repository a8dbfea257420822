import { reject } from '../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import { quotaKeys, rightsNow } from '../engine/index.ts';
import { readBudgets } from '../intake/index.ts';
import { formatMemberId } from '../members/index.ts';
import type { ProgramDocument } from '../program/index.ts';
import { benefitTally } from './benefits-store.ts';
import { settledState } from './core/settled-state.ts';
import { type Label, wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

/** What a member may use at a moment: granted windows, and standing rights with what is left. */
export async function readBenefits(ground: Statements, memberId: number, at: Instant) {
  const { compiled, document } = programNow(ground);
  const [state, budgets] = await Promise.all([
    stateOf(ground.pool, memberId),
    readBudgets(ground.pool, quotaKeys(compiled, at)),
  ]);
  const settled = state && settledState(compiled, state, at);
  const rights = settled ? rightsNow(compiled, settled, at, (key) => budgets.get(key)?.left) : [];
  return {
    member: formatMemberId(memberId),
    at: formatInstant(at),
    benefits: rights.map(({ until, ...right }) => ({
      ...right,
      name: wordsOf(nameOf(document, right.benefit), right.benefit),
      until: until === null ? null : formatInstant(until),
    })),
  };
}

/**
 * What became of a benefit over all members, from a table that every batch adds to.
 * @throws {Rejection} 404 `benefit_unknown`.
 */
export async function readBenefitFigures(ground: Statements, benefit: string) {
  const { compiled, document } = programNow(ground);
  const tally = await benefitTally(ground.pool, benefit);
  if (!tally && !compiled.benefits.byId.has(benefit)) {
    throw reject(404, {
      code: 'benefit_unknown',
      path: '/path/benefit',
      detail: `There is no benefit "${benefit.slice(0, 40)}".`,
      fix: 'Ask for a benefit of the program.',
    });
  }
  const { granted = 0, seen = 0, used = 0, lapsed = 0, cost = 0 } = tally ?? {};
  const name = wordsOf(nameOf(document, benefit), benefit);
  return { benefit, name, granted, seen, used, lapsed, cost };
}

function nameOf(document: ProgramDocument, benefit: string): Label | undefined {
  const all = (document.benefits ?? []) as { id: string; name?: Label }[];
  return all.find(({ id }) => id === benefit)?.name;
}
