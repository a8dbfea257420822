import { parseDecimal } from '../../../kernel/decimal.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { currencyDecimals, type ProgramDocument } from '../../program/index.ts';
import { amountProblem } from './check-goal.ts';
import type { ChallengeDocument, GoalDocument } from './section.ts';

/** What contradicts itself in stages, rounds, and what a return does to them. */
export function checkRounds(
  challenge: ChallengeDocument,
  path: string,
  document: ProgramDocument,
): Problem[] {
  return [...stages(challenge, `${path}/stages`, document), ...rounds(challenge, path)];
}

/** The number that a stage must stay below, as the document writes it. */
function targetOf(goal: GoalDocument): number | string {
  if ('count' in goal) return goal.count;
  if ('pieces' in goal) return goal.pieces;
  if ('spend' in goal) return goal.spend;
  if ('streak' in goal) return goal.streak;
  if ('sum' in goal) return goal.to;
  if ('among' in goal) return goal.among.length;
  return 'different' in goal ? goal.different : 1;
}

function stages(
  { stages = [], goal }: ChallengeDocument,
  path: string,
  document: ProgramDocument,
): Problem[] {
  const decimals = currencyDecimals(document.currency) ?? 2;
  const target = targetOf(goal);
  const value = (one: number | string): number =>
    typeof one === 'number' ? one : (parseDecimal(one, decimals) ?? 0);
  return stages.flatMap(({ at }, index): Problem[] => {
    const place = `${path}/${index}/at`;
    if (typeof at !== typeof target) return [wrongUnit(typeof target === 'string', place)];
    const problems =
      typeof at === 'string' ? amountProblem(at, decimals, document.currency, place) : [];
    if (problems.length > 0) return problems;
    const before = stages[index - 1];
    if (value(at) >= value(target)) return [tooHigh(at, target, place)];
    if (before && value(at) <= value(before.at)) return [notRising(at, before.at, place)];
    return [];
  });
}

function wrongUnit(money: boolean, path: string): Problem {
  return {
    code: 'stage_unit',
    path,
    detail: money ? 'The goal is an amount of money.' : 'The goal is a plain number.',
    fix: money ? 'Write the stage as money, such as "10.00".' : 'Write the stage as a number.',
  };
}

function tooHigh(at: number | string, target: number | string, path: string): Problem {
  return {
    code: 'stage_not_below_target',
    path,
    detail: `The stage at ${at} is not below the target of ${target}.`,
    fix: 'Put what the target itself gives into `grants`.',
  };
}

function notRising(at: number | string, before: number | string, path: string): Problem {
  return {
    code: 'stages_not_rising',
    path,
    detail: `The stage at ${at} follows the one at ${before}.`,
    fix: 'List the stages from the lowest to the highest.',
  };
}

function rounds({ goal, on, repeat, onReturn }: ChallengeDocument, path: string): Problem[] {
  if (!repeat) return [];
  const steps = 'streak' in goal || 'collect' in goal;
  const single = 'count' in goal || 'single' in goal;
  const problems: Problem[] = [];
  if (repeat.carry && (steps || single)) {
    problems.push({
      code: 'carry_without_effect',
      path: `${path}/repeat/carry`,
      detail: 'Nothing of this goal can be above its target.',
      fix: 'Leave `carry` out.',
    });
  }
  const exact = single || (repeat.carry ?? false);
  const comesBack = (on ?? 'purchase') === 'purchase' && onReturn !== 'keep';
  if (comesBack && !exact) {
    problems.push({
      code: 'take_back_unclear',
      path: onReturn === undefined ? path : `${path}/onReturn`,
      detail: 'Of several rounds it would not be clear which one a return undoes.',
      fix: steps ? 'Write `onReturn: keep`.' : 'Write `onReturn: keep` or `carry: true`.',
    });
  }
  return problems;
}
