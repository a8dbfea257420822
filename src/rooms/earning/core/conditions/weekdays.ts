import Type from 'typebox';
import type { Condition } from './condition.ts';

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Days of the week in the program's zone. */
export const weekdays: Condition = {
  code: 'weekdays',
  summary: 'on {args}',
  args: Type.Array(Type.Enum([...NAMES]), { minItems: 1, maxItems: 7 }),
  reason: 'outside_weekdays',
  level: () => 'event',
  prepare(args) {
    const wanted = new Set((args as string[]).map((name) => NAMES.indexOf(name as 'mon') + 1));
    return ({ weekday }) => wanted.has(weekday);
  },
};
