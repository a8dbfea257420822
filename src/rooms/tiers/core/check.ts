import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import {
  duplicateIds,
  type Expressions,
  type ProgramDocument,
  type Section,
} from '../../program/index.ts';
import { checkDowngrade } from './check-downgrade.ts';
import { checkLevels } from './check-levels.ts';
import { describeSet } from './describe.ts';
import { type MeasuredSetDocument, type TierSetDocument, TiersSection } from './section.ts';

/** The `tiers` section of the program document. */
export const tiersSection: Section = {
  name: 'tiers',
  noun: 'Tier set',
  power: 'operations',
  schema: TiersSection,
  required: false,
  check(document, expressions) {
    const sets = (document.tiers ?? []) as TierSetDocument[];
    return [
      ...sets.flatMap((set, index) => checkSet(set, `/tiers/${index}`, document, expressions)),
      ...duplicateIds(sets, 'tier set', '/tiers', 'set'),
      ...circles(sets, expressions),
    ];
  },
  describe: (_, item) => describeSet(item as TierSetDocument),
};

function checkSet(
  set: TierSetDocument,
  path: string,
  document: ProgramDocument,
  expressions: Expressions,
): Problem[] {
  return [
    ...checkLevels(set, `${path}/levels`, expressions),
    ...checkDowngrade(set.downgrade, `${path}/downgrade`),
    ...('measure' in set ? checkMeasure(set, `${path}/measure`, document) : []),
  ];
}

function checkMeasure(
  { measure }: MeasuredSetDocument,
  path: string,
  document: ProgramDocument,
): Problem[] {
  const problems: Problem[] = [];
  const over = measure.over === undefined ? null : durationProblem(measure.over, `${path}/over`);
  if (over) problems.push(over);
  if (!('points' in measure)) return problems;
  const currencies = Object.keys((document.points ?? {}) as object);
  if (!currencies.includes(measure.points)) {
    problems.push({
      code: 'unknown_currency',
      path: `${path}/points`,
      detail: `There is no point currency "${measure.points}".`,
      fix: `Use one of: ${currencies.join(', ')}.`,
    });
  }
  if (measure.count === 'balance' && measure.over !== undefined) {
    problems.push({
      code: 'window_without_effect',
      path: `${path}/over`,
      detail: 'A balance is what there is now; it has no window.',
      fix: 'Leave `over` out, or count what was `earned`.',
    });
  }
  return problems;
}

/** A set may ask for the level in another one, but never, by any way round, for its own. */
function circles(sets: readonly TierSetDocument[], expressions: Expressions): Problem[] {
  const asks = new Map(sets.map((set) => [set.set, setsAskedBy(set, expressions)]));
  return sets.flatMap((set, index) => {
    const way = wayBack(set.set, asks);
    if (!way) return [];
    return [
      {
        code: 'tier_circle',
        path: `/tiers/${index}/levels`,
        detail: `The set asks for itself: ${way.join(' → ')}.`,
        fix: 'Let one of them stand on a measure or on the member instead.',
      },
    ];
  });
}

function setsAskedBy(set: TierSetDocument, expressions: Expressions): string[] {
  return set.levels.flatMap((level) =>
    'when' in level ? [...expressions.mentions(level.when).tiers] : [],
  );
}

function wayBack(start: string, asks: ReadonlyMap<string, readonly string[]>): string[] | null {
  const seen = new Set<string>();
  const open: string[][] = [[start]];
  for (let way = open.shift(); way; way = open.shift()) {
    for (const next of asks.get(way.at(-1)!) ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      open.push([...way, next]);
    }
  }
  return null;
}
