import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { parseDay } from '../../../kernel/time.ts';
import type { ChallengeDocument } from './section.ts';

/** What contradicts itself in when a challenge counts. */
export function checkWindow({ window }: ChallengeDocument, path: string): Problem[] {
  if (!window) return [];
  const problems: Problem[] = [];
  for (const key of ['from', 'to'] as const) {
    const text = window[key];
    if (text === undefined || parseDay(text) !== null) continue;
    problems.push({
      code: 'date_does_not_exist',
      path: `${path}/window/${key}`,
      detail: `${text} is not a day of the calendar.`,
      fix: 'Write a day that exists, such as 2026-02-28.',
    });
  }
  const { from, to } = window;
  if (problems.length === 0 && from !== undefined && to !== undefined && from > to) {
    problems.push({
      code: 'never_fires',
      path: `${path}/window`,
      detail: `It begins on ${from}, after it ends on ${to}.`,
      fix: 'Give `from` the earlier day.',
    });
  }
  const wrong = window.for === undefined ? null : durationProblem(window.for, `${path}/window/for`);
  return wrong ? [...problems, wrong] : problems;
}
