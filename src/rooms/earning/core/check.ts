import type { Problem } from '../../../kernel/problem.ts';
import type { ProgramDocument, Section } from '../../program/index.ts';
import { checkConditions } from './check-conditions.ts';
import { checkEarning } from './check-earning.ts';
import { checkLimits } from './check-limits.ts';
import { describeRule } from './describe.ts';
import {
  type BudgetDocument,
  BudgetsSection,
  EarningSection,
  type LaneDocument,
  LanesSection,
  type RuleDocument,
} from './section.ts';

/** The lane there is when the document names none. */
const ONLY_LANE = 'base';

/** The `lanes` section of the program document: the order in which rules apply. */
export const lanesSection: Section = {
  name: 'lanes',
  noun: 'Lane',
  power: 'marketing',
  schema: LanesSection,
  required: false,
  check: ({ lanes }) => duplicates((lanes ?? []) as LaneDocument[], 'lane', '/lanes'),
  describe: (_, item) => `the rules in it: ${(item as LaneDocument).choose}`,
};

/** The `earning` section of the program document: the rules. */
export const earningSection: Section = {
  name: 'earning',
  noun: 'Rule',
  power: 'marketing',
  schema: EarningSection,
  required: false,
  check(document, expressions) {
    const rules = rulesOf(document);
    return [
      ...duplicates(rules, 'rule', '/earning'),
      ...rules.flatMap((rule, index) => {
        const path = `/earning/${index}`;
        return [
          ...references(rule, document, path),
          ...checkConditions(rule, path, expressions),
          ...checkEarning(rule, document, path, expressions),
          ...checkLimits(rule, path),
        ];
      }),
      ...idleMultipliers(rules, document),
    ];
  },
  describe: (_, item) => describeRule(item as RuleDocument),
};

/** The `budgets` section of the program document: points that several rules share. */
export const budgetsSection: Section = {
  name: 'budgets',
  noun: 'Budget',
  power: 'marketing',
  schema: BudgetsSection,
  required: false,
  check: ({ budgets }) => duplicates((budgets ?? []) as BudgetDocument[], 'budget', '/budgets'),
  describe(_, item) {
    const { points, per } = item as BudgetDocument;
    return `${points.toLocaleString('en-US')} points${per ? ` in ${per}` : ''}`;
  },
};

function rulesOf(document: ProgramDocument): RuleDocument[] {
  return (document.earning ?? []) as RuleDocument[];
}

function laneIds(document: ProgramDocument): string[] {
  const lanes = (document.lanes ?? []) as LaneDocument[];
  return lanes.length > 0 ? lanes.map((lane) => lane.id) : [ONLY_LANE];
}

function duplicates(items: readonly { readonly id: string }[], what: string, path: string) {
  return items.flatMap(({ id }, index): Problem[] =>
    items.findIndex((other) => other.id === id) === index
      ? []
      : [
          {
            code: 'duplicate_id',
            path: `${path}/${index}/id`,
            detail: `There is already a ${what} "${id}".`,
            fix: 'Give it another id.',
          },
        ],
  );
}

function references(rule: RuleDocument, document: ProgramDocument, path: string): Problem[] {
  const problems: Problem[] = [];
  const lanes = laneIds(document);
  if (rule.lane !== undefined && !lanes.includes(rule.lane)) {
    problems.push({
      code: 'unknown_lane',
      path: `${path}/lane`,
      detail: `There is no lane "${rule.lane}".`,
      fix: `Use one of: ${lanes.join(', ')}; or add it to \`lanes\`.`,
    });
  }
  const { budget } = rule;
  const budgets = ((document.budgets ?? []) as BudgetDocument[]).map((one) => one.id);
  if (budget && 'use' in budget && !budgets.includes(budget.use)) {
    problems.push({
      code: 'unknown_budget',
      path: `${path}/budget/use`,
      detail: `There is no budget "${budget.use}".`,
      fix: budgets.length > 0 ? `Use one of: ${budgets.join(', ')}.` : 'Add it to `budgets`.',
    });
  }
  return problems;
}

/** A multiplier multiplies what earlier lanes earned on the same event; without that it is idle. */
function idleMultipliers(rules: readonly RuleDocument[], document: ProgramDocument): Problem[] {
  const lanes = laneIds(document);
  const laneOf = (rule: RuleDocument): number => lanes.indexOf(rule.lane ?? lanes[0]!);
  return rules.flatMap((rule, index): Problem[] => {
    if (rule.multiply === undefined || laneOf(rule) < 0) return [];
    const fed = rules.some(
      (other) => other.earn && other.on === rule.on && laneOf(other) < laneOf(rule),
    );
    if (fed) return [];
    return [
      {
        code: 'nothing_to_multiply',
        path: `${path(index)}/multiply`,
        detail: `No rule in an earlier lane earns anything on "${rule.on}".`,
        fix: 'Put it into a lane after the one whose points it multiplies.',
      },
    ];
  });
}

function path(index: number): string {
  return `/earning/${index}`;
}
