import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { checkGrants, type ProgramDocument, type Section } from '../../program/index.ts';
import { describeLeaving } from './describe.ts';
import { type LeavingDocument, LeavingSection } from './section.ts';

/** The `leaving` section of the program document. */
export const leavingSection: Section = {
  name: 'leaving',
  noun: 'Leaving',
  power: 'operations',
  schema: LeavingSection,
  required: false,
  check(document) {
    const leaving = (document.leaving ?? {}) as Partial<LeavingDocument>;
    return [...checkTimes(leaving), ...checkPoints(leaving, document), ...checkConfirm(leaving)];
  },
  describe: (key, item) => describeLeaving(key, item),
};

function checkTimes({ wait, tier }: Partial<LeavingDocument>): Problem[] {
  const keepFor = typeof tier === 'object' ? tier.keepFor : undefined;
  const times = { wait, 'tier/keepFor': keepFor };
  return Object.entries(times).flatMap(([key, text]) => {
    const wrong = text === undefined ? null : durationProblem(text, `/leaving/${key}`);
    return wrong ? [wrong] : [];
  });
}

/** Every currency must be spoken of, and nothing that is none. */
function checkPoints({ points }: Partial<LeavingDocument>, document: ProgramDocument): Problem[] {
  // What is not there, or of another shape, has been told already.
  if (!points) return [];
  const currencies = Object.keys((document.points ?? {}) as object);
  const unsaid = currencies.filter((currency) => points[currency] === undefined);
  const problems = unsaid.map((currency) => ({
    code: 'leaving_unsaid',
    path: '/leaving/points',
    detail: `Nothing is said about ${currency}.`,
    fix: `Add \`${currency}: forfeit\`, or say to what they go.`,
  }));
  for (const [currency, end] of Object.entries(points)) {
    const path = `/leaving/points/${currency}`;
    if (!currencies.includes(currency)) {
      problems.push({
        code: 'unknown_currency',
        path,
        detail: `There is no point currency "${currency}".`,
        fix: `Use one of: ${currencies.join(', ')}.`,
      });
    }
    if (typeof end === 'object' && 'payout' in end) {
      const [unknown] = checkGrants([{ coupon: end.payout }], document, path);
      if (unknown) problems.push({ ...unknown, path: `${path}/payout` });
    }
  }
  return problems;
}

function checkConfirm({ confirm = [] }: Partial<LeavingDocument>): Problem[] {
  return confirm.flatMap((figure, index) =>
    confirm.indexOf(figure) === index
      ? []
      : [
          {
            code: 'duplicate_id',
            path: `/leaving/confirm/${index}`,
            detail: `${figure} is listed twice.`,
            fix: 'Keep one.',
          },
        ],
  );
}
