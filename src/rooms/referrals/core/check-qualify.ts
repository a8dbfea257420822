import { parseDecimal } from '../../../kernel/decimal.ts';
import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import type { ReferralsDocument } from './section.ts';

/** What contradicts itself in who may bring friends, when they may come, and what they must buy. */
export function checkQualify(
  { advocate, bind, qualify }: ReferralsDocument,
  document: ProgramDocument,
  expressions: Expressions,
): Problem[] {
  const problems: Problem[] = [];
  const times = { 'bind/within': bind?.within, 'qualify/within': qualify.within };
  for (const [key, text] of Object.entries({
    ...times,
    'qualify/pendingFor': qualify.pendingFor,
  })) {
    const wrong = text === undefined ? null : durationProblem(text, `/referrals/${key}`);
    if (wrong) problems.push(wrong);
  }
  const decimals = currencyDecimals(document.currency) ?? 2;
  if (qualify.least !== undefined) {
    const wrong = moneyProblem(qualify.least, decimals, '/referrals/qualify/least');
    if (wrong) problems.push(wrong);
  }
  if (advocate) {
    problems.push(...aboutMember(advocate.when, '/referrals/advocate/when', expressions));
  }
  if (qualify.when !== undefined) {
    const path = '/referrals/qualify/when';
    problems.push(...expressions.check(qualify.when, 'bool', path));
    if (expressions.mentionsLine(qualify.when)) problems.push(noLine(path));
  }
  return problems;
}

/** What is wrong with an amount of money: nothing at all, or digits that the currency lacks. */
export function moneyProblem(text: string, decimals: number, path: string): Problem | null {
  const amount = parseDecimal(text, decimals);
  if (amount === null) {
    return {
      code: 'amount_decimals',
      path,
      detail: `${text} has more decimals than the program's currency.`,
      fix: `Write at most ${decimals} decimals.`,
    };
  }
  if (amount > 0) return null;
  return {
    code: 'amount_zero',
    path,
    detail: `${text} is nothing.`,
    fix: 'Write an amount above zero, or leave the property out.',
  };
}

/** An expression that is asked when nothing is being bought. */
export function aboutMember(source: string, path: string, expressions: Expressions): Problem[] {
  const problems = expressions.check(source, 'bool', path);
  const { line, purchase } = expressions.mentions(source);
  if (!line && !purchase) return problems;
  const about: Problem = {
    code: 'advocate_not_about_member',
    path,
    detail: 'The advocate is not buying anything at that moment.',
    fix: 'Ask only about `member`, such as member.purchases.count.',
  };
  return [...problems, about];
}

function noLine(path: string): Problem {
  return {
    code: 'line_without_lines',
    path,
    detail: 'A purchase counts as a whole; there is no one line here.',
    fix: 'Ask purchase.lines.exists(l, …) instead.',
  };
}
