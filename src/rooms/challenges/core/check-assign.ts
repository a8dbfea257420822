import type { Problem } from '../../../kernel/problem.ts';
import type { Expressions } from '../../program/index.ts';
import { condition } from './check-goal.ts';
import type { ChallengeDocument } from './section.ts';

/** What contradicts itself in who has a challenge and when it starts. */
export function checkAssign(
  { assign, startOn }: ChallengeDocument,
  path: string,
  expressions: Expressions,
): Problem[] {
  const problems: Problem[] = [];
  if (startOn) problems.push(...trigger(startOn, `${path}/startOn`, expressions));
  if (!assign || assign === 'all') return problems;
  if ('on' in assign) return [...problems, ...trigger(assign, `${path}/assign`, expressions)];
  const at = `${path}/assign/when`;
  problems.push(...expressions.check(assign.when, 'bool', at));
  const { line, purchase, event } = expressions.mentions(assign.when);
  if (line || purchase || event) {
    problems.push({
      code: 'assign_not_about_member',
      path: at,
      detail: 'Who may have it is also asked when nothing happens: there is no event then.',
      fix: 'Ask only about `member`, or assign it by an event with `on`.',
    });
  }
  return problems;
}

function trigger(
  { on, when }: { on: string; when?: string },
  path: string,
  expressions: Expressions,
): Problem[] {
  const problems = condition(when, on, `${path}/when`, expressions);
  if (when === undefined || on !== 'purchase' || !expressions.mentionsLine(when)) return problems;
  problems.push({
    code: 'trigger_about_line',
    path: `${path}/when`,
    detail: 'It is asked once for the whole event; there is no `line` in it.',
    fix: 'Ask for any line: purchase.lines.exists(l, l.category == "coffee").',
  });
  return problems;
}
