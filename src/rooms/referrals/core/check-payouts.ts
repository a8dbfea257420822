import type { Problem } from '../../../kernel/problem.ts';
import {
  checkGrants,
  currencyDecimals,
  type Grant,
  type ProgramDocument,
} from '../../program/index.ts';
import { checkLimits } from './check-limits.ts';
import { moneyProblem } from './check-qualify.ts';
import type { ReferralsDocument } from './section.ts';

interface Paid {
  readonly path: string;
  readonly grants: readonly Grant[];
  readonly cost: string | undefined;
}

/** What is wrong with what is paid: unknown names, odd amounts, and caps that could not count. */
export function checkPayouts(referrals: ReferralsDocument, document: ProgramDocument): Problem[] {
  const decimals = currencyDecimals(document.currency) ?? 2;
  const limits = referrals.limits?.perMember ?? [];
  const total = referrals.limits?.total;
  const capped = total !== undefined || limits.some((limit) => 'cost' in limit);
  const problems = payoutsOf(referrals).flatMap(({ path, grants, cost }) => {
    const found = checkGrants(grants, document, `${path}/grants`);
    const wrong = cost === undefined ? null : moneyProblem(cost, decimals, `${path}/cost`);
    if (wrong) found.push(wrong);
    if (cost === undefined && capped) found.push(unknownCost(path));
    return found;
  });
  problems.push(...checkLimits(limits, decimals));
  const wrong = total ? moneyProblem(total.cost, decimals, '/referrals/limits/total/cost') : null;
  return wrong ? [...problems, wrong] : problems;
}

function payoutsOf({ friend, reach, chain = [], progress = [] }: ReferralsDocument): Paid[] {
  const all: Paid[] = [];
  const add = (path: string, paid: { grants?: Grant[]; cost?: string } | undefined): void => {
    if (paid?.grants)
      all.push({ path: `/referrals/${path}`, grants: paid.grants, cost: paid.cost });
  };
  add('friend/welcome', friend?.welcome);
  add('friend/qualified', friend?.qualified);
  reach.forEach((level, index) => {
    add(`reach/${index}`, level);
  });
  chain.forEach((link, index) => {
    add(`chain/${index}`, link);
  });
  progress.forEach((step, index) => {
    add(`progress/${index}`, step);
  });
  return all;
}

function unknownCost(path: string): Problem {
  return {
    code: 'cost_unknown',
    path,
    detail: 'A cap of cost cannot count what has no cost.',
    fix: 'Add `cost`: what these grants cost you together.',
  };
}
