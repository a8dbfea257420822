import type { Problem } from '../../../kernel/problem.ts';
import { duplicateIds, type Expressions } from '../../program/index.ts';
import type { ConditionSetDocument, MeasuredSetDocument, TierSetDocument } from './section.ts';

/** What contradicts itself in the levels of one set. */
export function checkLevels(
  set: TierSetDocument,
  path: string,
  expressions: Expressions,
): Problem[] {
  const own =
    'measure' in set
      ? measuredLevels(set.levels, path)
      : conditionLevels((set as ConditionSetDocument).levels, path, expressions);
  return [...duplicateIds(set.levels, 'level', path), ...own];
}

function measuredLevels(levels: MeasuredSetDocument['levels'], path: string): Problem[] {
  return levels.flatMap((level, index) => {
    const below = levels[index - 1];
    const problems: Problem[] = [];
    const say = (code: string, key: string, detail: string, fix: string): void => {
      problems.push({ code, path: `${path}/${index}/${key}`, detail, fix });
    };
    if (!below && level.at !== 0) {
      say('first_level_not_zero', 'at', `The first level begins at ${level.at}.`, 'Write `at: 0`.');
    }
    if (below && level.at <= below.at) {
      const detail = `"${level.id}" begins at ${level.at}, "${below.id}" below it at ${below.at}.`;
      say('levels_not_rising', 'at', detail, 'List the levels from the lowest to the highest.');
    }
    if (level.keep === undefined) return problems;
    if (level.keep > level.at) {
      const detail = `To keep "${level.id}" takes ${level.keep}, to reach it only ${level.at}.`;
      say('keep_above_at', 'keep', detail, 'Give `keep` at most the value of `at`.');
    }
    if (below && level.keep < (below.keep ?? below.at)) {
      const detail = `"${level.id}" would be kept with less than "${below.id}" below it.`;
      say('keep_not_rising', 'keep', detail, 'Let `keep` rise from level to level.');
    }
    return problems;
  });
}

function conditionLevels(
  levels: ConditionSetDocument['levels'],
  path: string,
  expressions: Expressions,
): Problem[] {
  return levels.flatMap(({ when }, index) => {
    const at = `${path}/${index}/when`;
    const problems = expressions.check(when, 'bool', at);
    const { line, purchase, event } = expressions.mentions(when);
    if (!line && !purchase && !event) return problems;
    const about: Problem = {
      code: 'tier_not_about_member',
      path: at,
      detail: 'A level is also looked at when nothing happens, so there is no event or purchase.',
      fix: 'Ask only about `member`, such as member.purchases.total.',
    };
    return [...problems, about];
  });
}
