import { quoted } from '../../../../kernel/input/problem-list.ts';
import { LruMap } from '../../../../kernel/lru.ts';
import { formatInstant, parseDay, parseInstant, type Zone } from '../../../../kernel/time.ts';
import { BadRow } from './bad-row.ts';

/** Files repeat their days; a day's midnight costs some microseconds to find. */
const REMEMBERED = 20_000;
const OFFSET = /(?:[Zz]|[+-]\d{2}:\d{2})$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  DD: '(?<day>\\d{2})',
  HH: '(?<hour>\\d{2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
};

/**
 * Makes a reader of dates and times: `2026-06-19` is the local midnight, `2026-06-19 14:30` a
 * local time, and one with an offset is taken as it is. With a `format` (`DD.MM.YYYY HH:mm`)
 * only that is read. Gives an ISO moment in UTC.
 */
export function momentReader(zone: Zone, format: string | undefined): (text: string) => string {
  const known = new LruMap<string, string>(REMEMBERED);
  const arrange = format === undefined ? undefined : arranger(format);
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const iso = arrange ? arrange(text) : text.replace(' ', 'T');
    const instant = iso === null ? null : readMoment(iso, zone);
    if (instant === null) {
      const wanted = format ?? 'a date such as 2026-06-19 or 2026-06-19T14:30:00';
      throw new BadRow('not_a_moment', `${quoted(text)} cannot be read as ${wanted}.`);
    }
    const written = formatInstant(instant);
    known.set(text, written);
    return written;
  };
}

function readMoment(text: string, zone: Zone): number | null {
  const day = parseDay(text);
  if (day !== null) return zone.startOf(day);
  if (OFFSET.test(text)) return parseInstant(text);
  if (!LOCAL.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone.name).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Rewrites a text of the given format as an ISO local time; `null` when it has another form. */
function arranger(format: string): (text: string) => string | null {
  const escaped = format.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const pattern = escaped.replaceAll(/YYYY|MM|DD|HH|mm|ss/g, (token) => TOKENS[token] ?? token);
  const regular = new RegExp(`^${pattern}$`);
  return (text) => {
    const found = regular.exec(text)?.groups;
    if (!found) return null;
    const date = `${found.year}-${found.month}-${found.day}`;
    if (found.hour === undefined) return date;
    return `${date}T${found.hour}:${found.minute ?? '00'}:${found.second ?? '00'}`;
  };
}
