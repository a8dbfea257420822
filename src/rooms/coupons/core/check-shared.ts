import type { Problem } from '../../../kernel/problem.ts';
import { parseDay } from '../../../kernel/time.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import type { MembersDocument, SharedDocument } from './section.ts';
import { moneyProblem } from './values/money.ts';

/** Mistakes in what campaigns and coupons both may say. */
export function checkShared(
  one: SharedDocument & { members?: MembersDocument | 'issued' },
  document: ProgramDocument,
  path: string,
  expressions: Expressions,
): Problem[] {
  const { members, when, budget, paidBy } = one;
  const problems: Problem[] = [];
  if (members !== undefined && members !== 'issued' && members.when !== undefined) {
    problems.push(...checkWithoutLine(members.when, `${path}/members/when`, expressions));
  }
  if (when !== undefined) problems.push(...checkWithoutLine(when, `${path}/when`, expressions));
  if (budget) {
    const decimals = currencyDecimals(document.currency) ?? 2;
    const problem = moneyProblem(budget.money, decimals, `${path}/budget/money`);
    if (problem) problems.push(problem);
  }
  return paidBy ? [...problems, ...checkShares(paidBy, `${path}/paidBy`)] : problems;
}

/** Days that do not exist, or that leave no time at all. */
export function checkDays(
  days: { readonly from?: string; readonly to?: string } | undefined,
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  for (const key of ['from', 'to'] as const) {
    const text = days?.[key];
    if (text === undefined || parseDay(text) !== null) continue;
    problems.push({
      code: 'date_does_not_exist',
      path: `${path}/${key}`,
      detail: `${text} is not a day of the calendar.`,
      fix: 'Write a day that exists, such as 2026-02-28.',
    });
  }
  const { from, to } = days ?? {};
  if (problems.length > 0 || from === undefined || to === undefined || from <= to) return problems;
  return [
    {
      code: 'never_valid',
      path,
      detail: `It begins on ${from}, after it ends on ${to}.`,
      fix: 'Give `from` the earlier day.',
    },
  ];
}

/** The condition is asked once for the basket; lines are chosen under `for`. */
function checkWithoutLine(source: string, path: string, expressions: Expressions): Problem[] {
  const problems = expressions.check(source, 'bool', path);
  if (!expressions.mentionsLine(source)) return problems;
  return [
    ...problems,
    {
      code: 'line_without_lines',
      path,
      detail: 'The condition is asked once for the basket, and `line` is one of its lines.',
      fix: 'Choose lines under `for.when`, or ask `purchase.lines.exists(l, …)`.',
    },
  ];
}

function checkShares(
  paidBy: readonly { readonly by: string; readonly percent: number }[],
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  for (const [index, { by }] of paidBy.entries()) {
    if (paidBy.findIndex((other) => other.by === by) === index) continue;
    problems.push({
      code: 'duplicate_payer',
      path: `${path}/${index}/by`,
      detail: `"${by}" is there twice.`,
      fix: 'Add the shares up.',
    });
  }
  const sum = paidBy.reduce((total, { percent }) => total + percent, 0);
  if (sum === 100) return problems;
  return [
    ...problems,
    {
      code: 'shares_not_whole',
      path,
      detail: `The shares add up to ${sum} percent.`,
      fix: 'Let them add up to 100.',
    },
  ];
}
