/** Goal: local days, in every zone and on the nights when clocks change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDuration } from './duration.ts';
import { parseMonthDay } from './month-day.ts';
import { PERIODS, periodEnd, periodStart } from './period.ts';
import {
  addMonths,
  type Day,
  dayOfDate,
  dayParts,
  formatDay,
  parseDay,
  parseInstant,
  weekdayOf,
  Zone,
} from './time.ts';

const DAY = 86_400_000;
const ZONES = [
  ...['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'America/Sao_Paulo'],
  ...['Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns'],
];
const zones = new Map(ZONES.map((name) => [name, new Zone(name)]));
const zoneName = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: 0, max: Date.UTC(2060, 0, 1) });
const day = fc.integer({ min: -200_000, max: 200_000 });
const zoneOf = (name: string) => zones.get(name) as Zone;
const dayAt = (text: string) => parseDay(text) as Day;

test('a day begins, lasts and ends where Temporal says', () => {
  const law = fc.property(zoneName, instant, (name, at) => {
    const zone = zoneOf(name);
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
    assert.equal(formatDay(zone.dayOf(at)), local.toPlainDate().toString());
    assert.equal(zone.minuteOf(at), local.hour * 60 + local.minute);
    assert.equal(zone.startOf(zone.dayOf(at)), local.startOfDay().epochMilliseconds);
    assert.ok(zone.startOf(zone.dayOf(at)) <= at && at < zone.endOf(zone.dayOf(at)));
  });
  fc.assert(law, { numRuns: 1_000 });
});

test('days follow each other without a gap', () => {
  const law = fc.property(zoneName, fc.integer({ min: 0, max: 30_000 }), (name, one) => {
    const zone = zoneOf(name);
    assert.equal(zone.endOf(one), zone.startOf(one + 1));
    assert.equal(zone.dayOf(zone.endOf(one) - 1) <= one, true);
  });
  fc.assert(law, { numRuns: 500 });
});

test('nights on which midnight is skipped begin at the first moment there is', () => {
  const saoPaulo = zoneOf('America/Sao_Paulo');
  assert.equal(saoPaulo.startOf(dayAt('2018-11-04')), Date.parse('2018-11-04T01:00:00-02:00'));
  assert.equal(saoPaulo.endOf(dayAt('2018-11-03')), Date.parse('2018-11-04T03:00:00Z'));
  const cairo = zoneOf('Africa/Cairo');
  assert.equal(cairo.startOf(dayAt('2024-04-26')), Date.parse('2024-04-26T01:00:00+03:00'));
  assert.equal(cairo.dayOf(Date.parse('2024-04-25T21:59:59.999Z')), dayAt('2024-04-25'));
  assert.equal(cairo.dayOf(Date.parse('2024-04-25T22:00:00Z')), dayAt('2024-04-26'));
});

test('a day that a country left out has no length', () => {
  const apia = zoneOf('Pacific/Apia');
  assert.equal(apia.endOf(dayAt('2011-12-29')), apia.startOf(dayAt('2011-12-31')));
  assert.equal(apia.dayOf(apia.endOf(dayAt('2011-12-29')) - 1), dayAt('2011-12-29'));
});

test('days of 23 and 25 hours', () => {
  const hours = (name: string, text: string) => {
    const zone = zoneOf(name);
    return (zone.endOf(dayAt(text)) - zone.startOf(dayAt(text))) / 3_600_000;
  };
  assert.equal(hours('Europe/Berlin', '2026-03-29'), 23);
  assert.equal(hours('Europe/Berlin', '2026-10-25'), 25);
  assert.equal(hours('America/New_York', '2026-03-08'), 23);
  assert.equal(hours('Australia/Lord_Howe', '2026-04-05'), 24.5);
});

test('days and months keep the hour of the day, hours are exact', () => {
  const berlin = zoneOf('Europe/Berlin');
  const before = Date.parse('2026-03-28T10:00:00+01:00');
  const plus = (text: string) => berlin.plus(before, parseDuration(text) ?? never());
  assert.equal(plus('P1D'), Date.parse('2026-03-29T10:00:00+02:00'));
  assert.equal(plus('PT24H'), Date.parse('2026-03-29T11:00:00+02:00'));
  const january = Date.parse('2026-01-31T10:00:00+01:00');
  assert.equal(
    berlin.plus(january, { months: 1, days: 0, ms: 0 }),
    Date.parse('2026-02-28T10:00:00+01:00'),
  );
  assert.equal(berlin.minus(plus('P1D'), { months: 0, days: 1, ms: 0 }), before);
});

test('calendar arithmetic is that of Temporal', () => {
  const law = fc.property(day, fc.integer({ min: -600, max: 600 }), (one, months) => {
    const plain = Temporal.PlainDate.from('1970-01-01').add({ days: one });
    const parts = dayParts(one);
    assert.deepEqual(parts, {
      year: plain.year,
      month: plain.month,
      day: plain.day,
      weekday: plain.dayOfWeek,
    });
    assert.equal(weekdayOf(one), plain.dayOfWeek);
    assert.equal(dayOfDate(parts.year, parts.month, parts.day), one);
    const moved = plain.add({ months });
    assert.equal(addMonths(one, months), dayOfDate(moved.year, moved.month, moved.day));
  });
  fc.assert(law, { numRuns: 1_000 });
});

test('leap days and the ends of months', () => {
  const add = (text: string, months: number) => formatDay(addMonths(dayAt(text), months));
  assert.equal(add('2024-02-29', 12), '2025-02-28');
  assert.equal(add('2024-02-29', 48), '2028-02-29');
  assert.equal(add('2026-08-31', 1), '2026-09-30');
  assert.equal(add('2026-01-31', -11), '2025-02-28');
  assert.equal(parseDay('2100-02-29'), null);
  assert.equal(parseDay('2000-02-29') === null, false);
  assert.equal(parseMonthDay('02-29'), null);
  assert.deepEqual(parseMonthDay('02-28'), { month: 2, day: 28 });
  assert.equal(parseMonthDay('13-01'), null);
});

test('every day lies in one period of each kind, from its start up to its end', () => {
  const law = fc.property(day, fc.constantFrom(...PERIODS), (one, period) => {
    const start = periodStart(period, one);
    const end = periodEnd(period, one);
    assert.equal(periodStart(period, start), start);
    if (end === null) return assert.equal(start, 0);
    assert.ok(start <= one && one < end);
    assert.equal(periodStart(period, end), end);
    assert.equal(periodStart(period, end - 1), start);
  });
  fc.assert(law, { numRuns: 500 });
});

test('weeks begin on Monday, quarters in January, April, July and October', () => {
  assert.equal(periodStart('P1W', dayAt('2026-11-22')), dayAt('2026-11-16'));
  assert.equal(periodStart('P3M', dayAt('2026-06-30')), dayAt('2026-04-01'));
  assert.equal(periodEnd('P3M', dayAt('2026-12-31')), dayAt('2027-01-01'));
  assert.equal(periodEnd('P1M', dayAt('2028-02-01')), dayAt('2028-03-01'));
});

test('a moment says its offset; days that do not exist are none', () => {
  assert.equal(parseInstant('2026-06-19T10:00:00+08:00'), Date.UTC(2026, 5, 19, 2));
  assert.equal(parseInstant('2026-06-19T10:00Z'), Date.UTC(2026, 5, 19, 10));
  for (const text of ['2026-06-19T10:00:00', '2026-02-30T10:00:00Z', '2026-06-19', '', 'now']) {
    assert.equal(parseInstant(text), null, text);
  }
});

test('durations are whole and bounded', () => {
  assert.deepEqual(parseDuration('P1Y6M2W3DT4H5M6S'), {
    months: 18,
    days: 17,
    ms: ((4 * 60 + 5) * 60 + 6) * 1_000,
  });
  for (const text of ['P', 'PT', 'P1.5D', '-P1D', 'P1H', '1D', 'P101Y', `P${DAY}D`, 'P1DT']) {
    assert.equal(parseDuration(text), null, text);
  }
});

function never(): never {
  throw new Error('not a duration');
}
