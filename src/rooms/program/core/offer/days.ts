import Type, { type Static } from 'typebox';
import type { Problem } from '../../../../kernel/problem.ts';
import { type Day, parseDay } from '../../../../kernel/time.ts';
import { DayText } from '../vocabulary-schema.ts';

/** Local days, both included: `{ from: 2026-11-01, to: 2026-11-11 }`. */
export const Days = Type.Object(
  { from: Type.Optional(DayText), to: Type.Optional(DayText) },
  { additionalProperties: false, minProperties: 1 },
);

type DaysDocument = Static<typeof Days>;

/** The first and the last local day; infinite where the document names none. */
export interface DaySpan {
  readonly first: Day;
  readonly last: Day;
}

/** Compiles checked days; no days at all is always. */
export function compileDays(days: DaysDocument | undefined): DaySpan {
  const { from, to } = days ?? {};
  return {
    first: (from === undefined ? null : parseDay(from)) ?? Number.NEGATIVE_INFINITY,
    last: (to === undefined ? null : parseDay(to)) ?? Number.POSITIVE_INFINITY,
  };
}

/** Days that are not in the calendar, or in the wrong order. */
export function checkDays(days: DaysDocument | undefined, path: string): Problem[] {
  const { from, to } = days ?? {};
  const problems = [checkDay(from, `${path}/from`), checkDay(to, `${path}/to`)].flat();
  if (problems.length > 0 || from === undefined || to === undefined || from <= to) return problems;
  const detail = `It begins on ${from}, after it ends on ${to}.`;
  return [{ code: 'never_fires', path, detail, fix: 'Give `from` the earlier day.' }];
}

/** A day that is not in the calendar. */
export function checkDay(text: string | undefined, path: string): Problem[] {
  if (text === undefined || parseDay(text) !== null) return [];
  const detail = `${text} is not a day of the calendar.`;
  const fix = 'Write a day that exists, such as 2026-02-28.';
  return [{ code: 'date_does_not_exist', path, detail, fix }];
}
