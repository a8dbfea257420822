import { parseDecimal } from '../../../kernel/decimal.ts';
import { parseMonthDay } from '../../../kernel/month-day.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { parseDay } from '../../../kernel/time.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import type { RuleDocument } from './section.ts';

/** Conditions that look at lines. */
const ABOUT_LINES = ['basket', 'categories', 'products', 'brands'];

/** What contradicts itself in the conditions of one rule, so that it could never fire. */
export function checkConditions(
  rule: RuleDocument,
  document: ProgramDocument,
  path: string,
  expressions: Expressions,
): Problem[] {
  return [
    ...dates(rule, path),
    ...yearly(rule, path),
    ...hours(rule, path),
    ...basket(rule, document, path),
    ...expression(rule, path, expressions),
    ...withoutLines(rule, path, expressions),
  ];
}

function dates(rule: RuleDocument, path: string): Problem[] {
  const during = (rule.during ?? {}) as { from?: string; to?: string };
  const problems: Problem[] = [];
  for (const key of ['from', 'to'] as const) {
    const text = during[key];
    if (text === undefined || parseDay(text) !== null) continue;
    problems.push({
      code: 'date_does_not_exist',
      path: `${path}/during/${key}`,
      detail: `${text} is not a day of the calendar.`,
      fix: 'Write a day that exists, such as 2026-02-28.',
    });
  }
  const { from, to } = during;
  if (problems.length > 0 || from === undefined || to === undefined || from <= to) return problems;
  return [
    {
      code: 'never_fires',
      path: `${path}/during`,
      detail: `It begins on ${from}, after it ends on ${to}.`,
      fix: 'Give `from` the earlier day.',
    },
  ];
}

function yearly(rule: RuleDocument, path: string): Problem[] {
  const given = Object.entries((rule.yearly ?? {}) as Record<string, string>);
  return given.flatMap(([key, text]) =>
    parseMonthDay(text)
      ? []
      : [
          {
            code: 'date_does_not_exist',
            path: `${path}/yearly/${key}`,
            detail: `${text} is not a day of every year.`,
            fix: 'Write MM-DD, such as 12-31; for the end of February write 02-28.',
          },
        ],
  );
}

/** Money with more decimals than the currency has could not be compared with. */
function basket(rule: RuleDocument, document: ProgramDocument, path: string): Problem[] {
  const { net } = (rule.basket ?? {}) as { net?: string };
  const decimals = currencyDecimals(document.currency) ?? 2;
  if (net === undefined || parseDecimal(net, decimals) !== null) return [];
  return [
    {
      code: 'amount_decimals',
      path: `${path}/basket/net`,
      detail: `${net} has more decimals than ${document.currency}, which has ${decimals}.`,
      fix: `Write an amount such as "${(30).toFixed(decimals)}".`,
    },
  ];
}

function hours(rule: RuleDocument, path: string): Problem[] {
  const given = rule.hours as { from: string; to: string } | undefined;
  if (!given || given.from !== given.to) return [];
  return [
    {
      code: 'never_fires',
      path: `${path}/hours`,
      detail: `From ${given.from} to ${given.to} is no time at all.`,
      fix: 'Leave `hours` out for the whole day, or write 00:00 to 24:00.',
    },
  ];
}

function expression(rule: RuleDocument, path: string, expressions: Expressions): Problem[] {
  if (typeof rule.when !== 'string') return [];
  const at = `${path}/when`;
  const problems = expressions.check(rule.when, 'bool', at);
  if (rule.when.trim() !== 'false') return problems;
  return [
    ...problems,
    {
      code: 'never_fires',
      path: at,
      detail: 'The condition never holds.',
      fix: 'Write a condition, or take the rule out.',
    },
  ];
}

/** Only purchases have lines: a condition about lines on anything else never holds. */
function withoutLines(rule: RuleDocument, path: string, expressions: Expressions): Problem[] {
  if (rule.on === 'purchase') return [];
  const asked = ABOUT_LINES.filter((code) => rule[code] !== undefined);
  if (typeof rule.when === 'string' && expressions.mentionsLine(rule.when)) asked.push('when');
  return asked.map((code) => ({
    code: 'never_fires',
    path: `${path}/${code}`,
    detail: `\`${code}\` asks about lines, and only a purchase has lines, not "${rule.on}".`,
    fix: 'Let the rule be `on: purchase`, or ask about `event` and `member` only.',
  }));
}
