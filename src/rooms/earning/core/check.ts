import type { Problem } from '../../../kernel/problem.ts';
import { duplicateIds, type ProgramDocument, type Section } from '../../program/index.ts';
import { checkConditions } from './check-conditions.ts';
import { checkEarning } from './check-earning.ts';
import { checkLimits } from './check-limits.ts';
import { checkReferences, laneIds } from './check-references.ts';
import { describeRule } from './describe.ts';
import {
  type BudgetDocument,
  BudgetsSection,
  EarningSection,
  type LaneDocument,
  LanesSection,
  type RuleDocument,
} from './section.ts';

/** The `lanes` section of the program document: the order in which rules apply. */
export const lanesSection: Section = {
  name: 'lanes',
  noun: 'Lane',
  power: 'marketing',
  schema: LanesSection,
  required: false,
  check: ({ lanes }) => duplicateIds((lanes ?? []) as LaneDocument[], 'lane', '/lanes'),
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
      ...duplicateIds(rules, 'rule', '/earning'),
      ...rules.flatMap((rule, index) => {
        const path = `/earning/${index}`;
        return [
          ...checkReferences(rule, document, path),
          ...checkConditions(rule, document, path, expressions),
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
  check: ({ budgets }) => duplicateIds((budgets ?? []) as BudgetDocument[], 'budget', '/budgets'),
  describe(_, item) {
    const { points, per } = item as BudgetDocument;
    return `${points.toLocaleString('en-US')} points${per ? ` in ${per}` : ''}`;
  },
};

function rulesOf(document: ProgramDocument): RuleDocument[] {
  return (document.earning ?? []) as RuleDocument[];
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
