import type { Problem } from '../../../kernel/problem.ts';
import type { ProgramDocument } from '../../program/index.ts';
import type { BudgetDocument, LaneDocument, RuleDocument } from './section.ts';

/** The lane there is when the document names none. */
const ONLY_LANE = 'base';

/** What of a tier set a rule may name. */
interface TierSet {
  readonly set: string;
  readonly levels: readonly { readonly id: string }[];
}

/** The lanes of a document in their order. */
export function laneIds(document: ProgramDocument): string[] {
  const lanes = (document.lanes ?? []) as LaneDocument[];
  return lanes.length > 0 ? lanes.map((lane) => lane.id) : [ONLY_LANE];
}

/** Lanes, budgets and levels that a rule names and the document does not have. */
export function checkReferences(
  rule: RuleDocument,
  document: ProgramDocument,
  path: string,
): Problem[] {
  return [
    ...lane(rule, document, path),
    ...budget(rule, document, path),
    ...tiers(rule, document, path),
  ];
}

function lane(rule: RuleDocument, document: ProgramDocument, path: string): Problem[] {
  const lanes = laneIds(document);
  if (rule.lane === undefined || lanes.includes(rule.lane)) return [];
  return [
    {
      code: 'unknown_lane',
      path: `${path}/lane`,
      detail: `There is no lane "${rule.lane}".`,
      fix: `Use one of: ${lanes.join(', ')}; or add it to \`lanes\`.`,
    },
  ];
}

function budget({ budget }: RuleDocument, document: ProgramDocument, path: string): Problem[] {
  const budgets = ((document.budgets ?? []) as BudgetDocument[]).map((one) => one.id);
  if (!budget || !('use' in budget) || budgets.includes(budget.use)) return [];
  return [
    {
      code: 'unknown_budget',
      path: `${path}/budget/use`,
      detail: `There is no budget "${budget.use}".`,
      fix: budgets.length > 0 ? `Use one of: ${budgets.join(', ')}.` : 'Add it to `budgets`.',
    },
  ];
}

function tiers(rule: RuleDocument, document: ProgramDocument, path: string): Problem[] {
  const sets = (document.tiers ?? []) as TierSet[];
  const asked = Object.entries((rule.tiers ?? {}) as Record<string, string[]>);
  return asked.flatMap(([name, levels]): Problem[] => {
    const at = `${path}/tiers/${name}`;
    const known = sets.find((one) => one.set === name)?.levels.map((level) => level.id);
    if (!known) return [unknownSet(name, sets, at)];
    return levels.flatMap((level, index) =>
      known.includes(level) ? [] : [unknownLevel(level, name, known, `${at}/${index}`)],
    );
  });
}

function unknownSet(name: string, sets: readonly TierSet[], path: string): Problem {
  return {
    code: 'unknown_tier_set',
    path,
    detail: `There is no tier set "${name}".`,
    fix:
      sets.length > 0
        ? `Use one of: ${sets.map((one) => one.set).join(', ')}.`
        : 'Add it to `tiers`.',
  };
}

function unknownLevel(level: string, set: string, known: readonly string[], path: string): Problem {
  return {
    code: 'unknown_level',
    path,
    detail: `The tier set "${set}" has no level "${level}".`,
    fix: `Use one of: ${known.join(', ')}.`,
  };
}
