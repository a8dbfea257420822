import type { Problem } from '../../../kernel/problem.ts';
import type { Expressions } from '../../program/index.ts';
import { aboutMember } from './check-qualify.ts';
import type { ReferralsDocument } from './section.ts';

/** What contradicts itself in the reach levels and in the chain above a friend. */
export function checkReach(
  { reach, chain = [] }: ReferralsDocument,
  expressions: Expressions,
): Problem[] {
  const problems: Problem[] = [];
  let below: { id: string; at: number } | null = null;
  reach.forEach((level, index) => {
    const path = `/referrals/reach/${index}`;
    if (reach.findIndex(({ id }) => id === level.id) !== index) {
      problems.push({
        code: 'duplicate_id',
        path: `${path}/id`,
        detail: `There is already a level "${level.id}".`,
        fix: 'Give it another id.',
      });
    }
    if ('when' in level) {
      problems.push(...aboutMember(level.when, `${path}/when`, expressions));
      return;
    }
    if (below && level.at <= below.at) {
      problems.push({
        code: 'levels_not_rising',
        path: `${path}/at`,
        detail: `"${level.id}" begins at ${level.at}, "${below.id}" below it at ${below.at}.`,
        fix: 'List the levels from the lowest to the highest.',
      });
    }
    below = level;
  });
  if (chain[0]?.grants) {
    problems.push({
      code: 'chain_pays_twice',
      path: '/referrals/chain/0/grants',
      detail: 'The advocate is paid by `reach`; the chain pays those above.',
      fix: 'Leave `grants` out here.',
    });
  }
  return problems;
}
