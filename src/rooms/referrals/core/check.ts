import type { Problem } from '../../../kernel/problem.ts';
import type { ProgramDocument, Section } from '../../program/index.ts';
import { checkFraud } from './check-fraud.ts';
import { checkPayouts } from './check-payouts.ts';
import { checkQualify } from './check-qualify.ts';
import { checkReach } from './check-reach.ts';
import { describeReferrals } from './describe.ts';
import { type ReferralsDocument, ReferralsSection } from './section.ts';

/** A section of which only broken parts were given. */
const NOTHING = { qualify: {}, reach: [] };

/** The `referrals` section of the program document. */
export const referralsSection: Section = {
  name: 'referrals',
  noun: 'Referrals',
  power: 'marketing',
  schema: ReferralsSection,
  required: false,
  check(document, expressions) {
    // What is not there, or of another shape, has been told already.
    const given = document.referrals as Partial<ReferralsDocument>;
    const referrals = { ...NOTHING, ...given } as ReferralsDocument;
    return [
      ...checkQualify(referrals, document, expressions),
      ...checkReach(referrals, expressions),
      ...checkProgress(referrals),
      ...checkPayouts(referrals, document),
      ...checkFraud(referrals),
    ];
  },
  describe: (key, item, document: ProgramDocument) => describeReferrals(key, item, document),
};

function checkProgress({ progress = [] }: ReferralsDocument): Problem[] {
  return progress.flatMap(({ id, at }, index) => {
    const path = `/referrals/progress/${index}`;
    const below = progress[index - 1];
    const problems: Problem[] = [];
    if (progress.findIndex((other) => other.id === id) !== index) {
      problems.push({
        code: 'duplicate_id',
        path: `${path}/id`,
        detail: `There is already a step "${id}".`,
        fix: 'Give it another id.',
      });
    }
    if (below && at <= below.at) {
      problems.push({
        code: 'steps_not_rising',
        path: `${path}/at`,
        detail: `"${id}" comes at ${at}, "${below.id}" before it at ${below.at}.`,
        fix: 'List the steps from the first to the last.',
      });
    }
    return problems;
  });
}
