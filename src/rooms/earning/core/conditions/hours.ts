import Type from 'typebox';
import { TimeText } from '../../../program/index.ts';
import type { Condition } from './condition.ts';

/** A part of the local day, `from` included, `to` not; `22:00` to `02:00` goes over midnight. */
export const hours: Condition = {
  code: 'hours',
  summary: 'from {from} to {to}',
  args: Type.Object({ from: TimeText, to: TimeText }, { additionalProperties: false }),
  reason: 'outside_hours',
  level: () => 'event',
  prepare(args) {
    const { from, to } = args as { from: string; to: string };
    const start = minutes(from);
    const end = minutes(to);
    return ({ minute }) =>
      start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  },
};

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}
