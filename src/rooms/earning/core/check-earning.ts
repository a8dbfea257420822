import { parseDecimal } from '../../../kernel/decimal.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import { readRatio } from './earnings/multiply.ts';
import type { RuleDocument } from './section.ts';

/** More than this is a slip of the hand. */
const LARGEST_FACTOR = 100;

/** An earning as it stands in the document, whichever of its kinds it is. */
interface Earn {
  readonly points: string;
  readonly per?: { readonly spend: string };
  readonly formula?: string;
  readonly each?: string;
}

/** What contradicts itself in what one rule pays. */
export function checkEarning(
  rule: RuleDocument,
  document: ProgramDocument,
  path: string,
  expressions: Expressions,
): Problem[] {
  const earn = rule.earn as Earn | undefined;
  const multiply = rule.multiply as unknown;
  if ((earn === undefined) === (multiply === undefined)) return [notOne(earn !== undefined, path)];
  if (earn === undefined) return checkMultiply(multiply, document, `${path}/multiply`);
  const at = `${path}/earn`;
  return [
    ...unknownCurrency(earn.points, document, `${at}/points`),
    ...perSpend(earn, rule, document, at),
    ...(earn.formula === undefined ? [] : formula(earn.formula, `${at}/formula`, expressions)),
  ];
}

function notOne(both: boolean, path: string): Problem {
  return {
    code: both ? 'rule_earns_and_multiplies' : 'rule_without_effect',
    path,
    detail: both ? 'The rule has `earn` and `multiply`.' : 'The rule pays nothing.',
    fix: both ? 'Make two rules of it.' : 'Add `earn` or `multiply`.',
  };
}

function unknownCurrency(id: string, document: ProgramDocument, path: string): Problem[] {
  const known = Object.keys((document.points ?? {}) as object);
  if (known.includes(id)) return [];
  return [
    {
      code: 'unknown_currency',
      path,
      detail: `There is no point currency "${id}".`,
      fix: `Use one of: ${known.join(', ')}.`,
    },
  ];
}

function perSpend(
  { per, each }: Earn,
  rule: RuleDocument,
  document: ProgramDocument,
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  const byLine = per ? 'per' : each === 'line' || each === 'piece' ? 'each' : null;
  if (byLine && rule.on !== 'purchase') {
    problems.push({
      code: 'never_fires',
      path: `${path}/${byLine}`,
      detail: `It pays by what was bought, and "${rule.on}" is not a purchase.`,
      fix: 'Let the rule be `on: purchase`, or pay a fixed `amount`.',
    });
  }
  if (!per) return problems;
  const decimals = currencyDecimals(document.currency) ?? 2;
  const step = parseDecimal(per.spend, decimals);
  if (step !== null && step > 0) return problems;
  problems.push({
    code: step === 0 ? 'amount_zero' : 'amount_decimals',
    path: `${path}/per/spend`,
    detail:
      step === 0
        ? 'Points for every 0 spent would be without end.'
        : `${per.spend} has more decimals than ${document.currency}, which has ${decimals}.`,
    fix: `Write an amount above zero, such as "${(1).toFixed(decimals)}".`,
  });
  return problems;
}

function formula(source: string, path: string, expressions: Expressions): Problem[] {
  const problems = expressions.check(source, 'int', path);
  if (!expressions.mentionsLine(source)) return problems;
  return [
    ...problems,
    {
      code: 'formula_about_line',
      path,
      detail: 'A formula is asked once for the whole event; there is no `line` in it.',
      fix: 'Sum over the lines: purchase.lines.map(l, l.net).sum().',
    },
  ];
}

function checkMultiply(multiply: unknown, document: ProgramDocument, path: string): Problem[] {
  const named = typeof multiply === 'object' && multiply !== null;
  const { by, points } = (named ? multiply : { by: multiply }) as { by: unknown; points?: string };
  const at = named ? `${path}/by` : path;
  const problems = points ? unknownCurrency(points, document, `${path}/points`) : [];
  const ratio = readRatio(by);
  const say = (code: string, detail: string): void => {
    problems.push({ code, path: at, detail, fix: 'Write a factor above 1, such as 2 or "3/2".' });
  };
  if (!ratio || ratio.den === 0) say('multiply_not_a_ratio', `${String(by)} is not a ratio.`);
  else if (ratio.num <= ratio.den) {
    say('multiply_not_above_one', `Times ${String(by)} would pay nothing more.`);
  } else if (ratio.num > ratio.den * LARGEST_FACTOR) {
    say('multiply_too_large', `Times ${String(by)} is more than ${LARGEST_FACTOR} times.`);
  }
  return problems;
}
