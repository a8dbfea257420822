import pg from 'pg';
import { assert } from '../../kernel/assert.ts';

type Parse = (text: string) => unknown;

const { INT8, DATE, TIMESTAMPTZ, NUMERIC } = pg.types.builtins;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ_ARRAY = 1185;

/**
 * How values of PostgreSQL look in our code: `int8` is a number that must be a safe integer,
 * `timestamptz` is epoch milliseconds, `date` stays the text `2026-11-22` (it has no zone, so it is
 * no moment), `numeric` stays text. Kept per connection, so that no other library is surprised.
 */
export const wireTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    return (
      (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format as 'text')
    );
  },
} as pg.CustomTypesConfig;

/** `int8` as a number. Anything beyond 2^53 is a bug: no count, point or cent gets there. */
export function parseInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), 'an int8 must be a safe integer', { text });
  return value;
}

/** `2026-11-22 02:03:04.123456+05:30` as epoch milliseconds; what is finer is cut off. */
export function parseMoment(text: string): number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === '-infinity') return Number.NEGATIVE_INFINITY;
  const parts = MOMENT.exec(text);
  assert(parts, 'a timestamptz must be ISO', { text });
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHour, zoneMinute] =
    parts;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, '0')),
  );
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute ?? 0)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}

const MOMENT = /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?([+-])(\d\d)(?::?(\d\d))?$/;

function listOf(parse: Parse): Parse {
  return (text) => {
    if (text === '{}') return [];
    const items = text.slice(1, -1).split(',');
    return items.map((item) => (item === 'NULL' ? null : parse(item.replaceAll('"', ''))));
  };
}

const PARSERS = new Map<number, Parse>([
  [INT8, parseInteger],
  [DATE, String],
  [NUMERIC, String],
  [TIMESTAMPTZ, parseMoment],
  [INT8_ARRAY, listOf(parseInteger)],
  [DATE_ARRAY, listOf(String)],
  [TIMESTAMPTZ_ARRAY, listOf(parseMoment)],
]);
