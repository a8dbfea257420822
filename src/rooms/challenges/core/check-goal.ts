import { parseDecimal } from '../../../kernel/decimal.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import type { ChallengeDocument } from './section.ts';

/** What contradicts itself in what has to be done, and in the condition on it. */
export function checkGoal(
  challenge: ChallengeDocument,
  path: string,
  document: ProgramDocument,
  expressions: Expressions,
): Problem[] {
  const on = challenge.on ?? 'purchase';
  return [
    ...condition(challenge.when, on, `${path}/when`, expressions),
    ...amounts(challenge, document, `${path}/goal`),
    ...(on === 'purchase' ? [] : aboutLines(challenge, on, `${path}/goal`)),
    ...collection(challenge, `${path}/goal`),
    ...sum(challenge, `${path}/goal/sum`, expressions),
  ];
}

/** Only a purchase has lines: a condition about them on anything else never holds. */
export function condition(
  when: string | undefined,
  on: string,
  path: string,
  expressions: Expressions,
): Problem[] {
  if (when === undefined) return [];
  const problems = expressions.check(when, 'bool', path);
  const { line, purchase } = expressions.mentions(when);
  if (on === 'purchase' || !(line || purchase)) return problems;
  const detail = `It asks about a purchase, and "${on}" is none.`;
  const fix = 'Ask about `event` and `member` only.';
  return [...problems, { code: 'never_fires', path, detail, fix }];
}

function amounts({ goal }: ChallengeDocument, document: ProgramDocument, path: string): Problem[] {
  const decimals = currencyDecimals(document.currency) ?? 2;
  return Object.entries(goal).flatMap(([key, value]): Problem[] => {
    if (!['spend', 'single', 'atLeast'].includes(key)) return [];
    return amountProblem(String(value), decimals, document.currency, `${path}/${key}`);
  });
}

/** What is wrong with an amount of money that must be above zero. */
export function amountProblem(
  text: string,
  decimals: number,
  currency: string,
  path: string,
): Problem[] {
  const amount = parseDecimal(text, decimals);
  if (amount !== null && amount > 0) return [];
  const zero = amount === 0;
  const fix = `Write an amount above zero, such as "${(10).toFixed(decimals)}".`;
  const detail = zero
    ? 'An amount of 0 is reached without doing anything.'
    : `${text} has more decimals than ${currency}, which has ${decimals}.`;
  return [{ code: zero ? 'amount_zero' : 'amount_decimals', path, detail, fix }];
}

/** Goals that are about what was bought. */
function aboutLines({ goal }: ChallengeDocument, on: string, path: string): Problem[] {
  const bought = ['pieces', 'spend', 'single', 'atLeast'].filter((key) => key in goal);
  const things = 'collect' in goal && !['store', 'channel'].includes(goal.collect);
  if (things) bought.push('collect');
  return bought.map((key) => ({
    code: 'never_fires',
    path: `${path}/${key}`,
    detail: `It is about what was bought, and "${on}" is not a purchase.`,
    fix: 'Let the challenge be `on: purchase`, or count events.',
  }));
}

function collection({ goal }: ChallengeDocument, path: string): Problem[] {
  if (!('among' in goal)) return [];
  return goal.among.flatMap((one, index) =>
    goal.among.indexOf(one) === index
      ? []
      : [
          {
            code: 'duplicate_id',
            path: `${path}/among/${index}`,
            detail: `"${one}" is listed twice.`,
            fix: 'Leave it out here.',
          },
        ],
  );
}

function sum({ goal, on }: ChallengeDocument, path: string, expressions: Expressions): Problem[] {
  if (!('sum' in goal)) return [];
  const problems = expressions.check(goal.sum, 'int', path);
  const { line, purchase } = expressions.mentions(goal.sum);
  if (line) {
    const detail = 'The number is asked once for the whole event; there is no `line` in it.';
    const fix = 'Sum over the lines: purchase.lines.map(l, l.net).sum().';
    problems.push({ code: 'formula_about_line', path, detail, fix });
  } else if (purchase && (on ?? 'purchase') !== 'purchase') {
    const detail = `It asks about a purchase, and "${on}" is none.`;
    problems.push({
      code: 'never_fires',
      path,
      detail,
      fix: 'Ask about `event` and `member` only.',
    });
  }
  return problems;
}
