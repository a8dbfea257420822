import Type from 'typebox';
import { parseDay } from '../../../../kernel/time.ts';
import { DayText } from '../../../program/index.ts';
import type { Condition } from './condition.ts';

/** Local days, both included: `to: 2026-11-11` holds until the end of that day. */
export const during: Condition = {
  code: 'during',
  summary: 'between {from} and {to}, both days included',
  args: Type.Object(
    { from: Type.Optional(DayText), to: Type.Optional(DayText) },
    { additionalProperties: false, minProperties: 1 },
  ),
  reason: 'outside_dates',
  level: () => 'event',
  prepare(args) {
    const { from, to } = args as { from?: string; to?: string };
    const first = (from && parseDay(from)) ?? Number.NEGATIVE_INFINITY;
    const last = (to && parseDay(to)) ?? Number.POSITIVE_INFINITY;
    return ({ day }) => day >= Number(first) && day <= Number(last);
  },
};
