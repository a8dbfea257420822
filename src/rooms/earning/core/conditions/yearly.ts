import Type from 'typebox';
import { dayParts } from '../../../../kernel/time.ts';
import type { Condition } from './condition.ts';

const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

/** The same local days every year, both included; `12-24` to `01-06` goes over the new year. */
export const yearly: Condition = {
  code: 'yearly',
  summary: 'every year from {from} to {to}, both days included',
  args: Type.Object({ from: MonthDay, to: MonthDay }, { additionalProperties: false }),
  reason: 'outside_dates',
  level: () => 'event',
  prepare(args) {
    const { from, to } = args as { from: string; to: string };
    const first = monthDay(from);
    const last = monthDay(to);
    return ({ day }) => {
      const parts = dayParts(day);
      const today = parts.month * 100 + parts.day;
      return first <= last ? today >= first && today <= last : today >= first || today <= last;
    };
  },
};

function monthDay(text: string): number {
  return Number(text.slice(0, 2)) * 100 + Number(text.slice(3));
}
