import { Expression } from '../../../program/index.ts';
import type { Condition } from './condition.ts';

/** A free condition in CEL. One that looks at `line` is asked for each line. */
export const when: Condition = {
  code: 'when',
  summary: 'when {args}',
  args: Expression,
  reason: 'condition_false',
  level: (args, { expressions }) => (expressions.mentionsLine(args as string) ? 'line' : 'event'),
  prepare(args, { expressions }) {
    const ask = expressions.bool(args as string);
    return (facts) => ask(facts) === true;
  },
};
