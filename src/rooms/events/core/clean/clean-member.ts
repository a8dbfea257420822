import { type ProblemList, pointer } from '../../../../kernel/input/problem-list.ts';
import { readCalendarDay } from './calendar-day.ts';
import { cleanName } from './person-name.ts';
import { tidyText } from './tidy-text.ts';

const NAMES = /^(name|nickname|(first|last|given|family|full|middle)_?name)$/i;
const DAYS = /^(birthday|birth_?date|date_?of_?birth)$/i;

/**
 * What is said of a member in its standard form: every text tidy, names and birthdays in theirs.
 * `changed` gains the path of each that was written differently; what can be read in two ways is a
 * problem, never a guess. No problem repeats a value.
 */
export function cleanSaid<T>(
  out: ProblemList,
  fields: Readonly<Record<string, T>>,
  path: string,
  changed: string[],
): Record<string, T | string> {
  const cleaned: Record<string, T | string> = { ...fields };
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string') continue;
    const text = cleanField(out, name, value, pointer(path, name));
    if (text === value) continue;
    changed.push(pointer(path, name));
    cleaned[name] = text;
  }
  return cleaned;
}

function cleanField(out: ProblemList, name: string, value: string, path: string): string {
  if (NAMES.test(name)) return cleanName(value);
  const text = tidyText(value);
  if (!DAYS.test(name)) return text;
  const read = readCalendarDay(text);
  if (read.is === 'day') return read.text;
  if (read.is === 'ambiguous') {
    const detail = 'This day can be read as two different ones.';
    out.add('date_ambiguous', path, detail, 'Send the year first, such as 1990-05-03.');
  } else if (read.is === 'impossible') {
    const fix = 'Send a day of the calendar, such as 1990-05-03, or 05-03 without the year.';
    out.add('date_does_not_exist', path, 'There is no such day.', fix);
  }
  return text;
}
