import type { Duration } from './duration.ts';

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A local calendar day as the number of days since 1970-01-01 (that day is 0). */
export type Day = number;

const DAY_MS = 86_400_000;
/** Days of 400 Gregorian years, and from 0000-03-01 to 1970-01-01. */
const DAYS_PER_ERA = 146_097;
const DAYS_TO_1970 = 719_468;
const QUARTER_HOUR_MS = 900_000;
/** Offsets remembered per zone: 50,000 quarter hours are about a year and a half of busy shops. */
const OFFSETS_REMEMBERED = 50_000;

/** A calendar day taken apart. `weekday` is 1 for Monday to 7 for Sunday. */
export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/**
 * The calendar of one time zone: every question about local days goes through it.
 * Offsets are taken from Temporal once per quarter hour and remembered, because a
 * decision asks for the local day of every event (no zone shifts inside a quarter hour).
 */
export class Zone {
  readonly name: string;
  readonly #offsets = new Map<number, number>();
  readonly #starts = new Map<Day, Instant>();
  #lastMinus: { instant: Instant; duration: Duration; moved: Instant } | null = null;
  #lastSlot = Number.NaN;
  #lastOffset = 0;

  /** @throws {RangeError} for a name that is not an IANA time zone. */
  constructor(name: string) {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    this.name = name;
  }

  #offset(instant: Instant): number {
    const slot = Math.floor(instant / QUARTER_HOUR_MS);
    if (slot === this.#lastSlot) return this.#lastOffset;
    const known = this.#offsets.get(slot);
    if (known !== undefined) return this.#note(slot, known);
    const zoned = Temporal.Instant.fromEpochMilliseconds(slot * QUARTER_HOUR_MS).toZonedDateTimeISO(
      this.name,
    );
    const offset = Math.round(zoned.offsetNanoseconds / 1e6);
    if (this.#offsets.size >= OFFSETS_REMEMBERED) this.#offsets.clear();
    this.#offsets.set(slot, offset);
    return this.#note(slot, offset);
  }

  #note(slot: number, offset: number): number {
    this.#lastSlot = slot;
    this.#lastOffset = offset;
    return offset;
  }

  /** The local day on which `instant` falls. */
  dayOf(instant: Instant): Day {
    return Math.floor((instant + this.#offset(instant)) / DAY_MS);
  }

  /** Minutes since local midnight, 0 to 1439. */
  minuteOf(instant: Instant): number {
    const local = instant + this.#offset(instant);
    return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 60_000);
  }

  /**
   * The first moment of a local day (on a day whose midnight is skipped, the first that exists).
   */
  startOf(day: Day): Instant {
    const known = this.#starts.get(day);
    if (known !== undefined) return known;
    const start = plainDate(day).toZonedDateTime(this.name).epochMilliseconds;
    if (this.#starts.size >= OFFSETS_REMEMBERED) this.#starts.clear();
    this.#starts.set(day, start);
    return start;
  }

  /** The last moment at which something valid "until" this day still holds, plus one: midnight. */
  endOf(day: Day): Instant {
    return this.startOf(day + 1);
  }

  /**
   * `instant` plus a duration: months and days keep the local time of day, milliseconds are exact.
   */
  plus(instant: Instant, duration: Duration): Instant {
    if (duration.months === 0 && duration.days === 0) return instant + duration.ms;
    const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.name);
    const moved = zoned.add({ months: duration.months, days: duration.days });
    return moved.epochMilliseconds + duration.ms;
  }

  /** `instant` minus a duration, as `plus` with the sign turned. */
  minus(instant: Instant, duration: Duration): Instant {
    if (duration.months === 0 && duration.days === 0) return instant - duration.ms;
    // A whole batch asks the same question: how old may an event be that is recorded now?
    const last = this.#lastMinus;
    if (last?.instant === instant && last.duration === duration) return last.moved;
    const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.name);
    const { epochMilliseconds } = zoned.subtract({ months: duration.months, days: duration.days });
    const moved = epochMilliseconds - duration.ms;
    this.#lastMinus = { instant, duration, moved };
    return moved;
  }
}

function plainDate(day: Day): Temporal.PlainDate {
  const parts = dayParts(day);
  return new Temporal.PlainDate(parts.year, parts.month, parts.day);
}

/**
 * Takes a day apart in the proleptic Gregorian calendar. Years are counted from March, so that the
 * leap day is the last of its year and months have a regular length (eras of 400 years).
 */
export function dayParts(day: Day): DayParts {
  const slot = day & (DAYS_CACHED - 1);
  const known = partsCache[slot];
  if (known !== undefined && dayCache[slot] === day) return known;
  const parts = computeParts(day);
  dayCache[slot] = day;
  partsCache[slot] = parts;
  return parts;
}

/** A shop asks for the same few days all day long: the last answers are kept by day. */
const DAYS_CACHED = 1024;
const dayCache = new Int32Array(DAYS_CACHED);
const partsCache: DayParts[] = new Array(DAYS_CACHED);

function computeParts(day: Day): DayParts {
  const shifted = day + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const ofEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    weekday: weekdayOf(day),
  };
}

/** The ISO weekday of a day: 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return (((day % 7) + 10) % 7) + 1;
}

/** The day of a calendar date. Month may overflow (13 is January of the next year). */
export function dayOfDate(year: number, month: number, day: number): Day {
  const carried = year + Math.floor((month - 1) / 12);
  const inYear = ((((month - 1) % 12) + 12) % 12) + 1;
  const fromMarch = inYear <= 2 ? carried - 1 : carried;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const marchMonth = inYear > 2 ? inYear - 3 : inYear + 9;
  const ofYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear;
  return era * DAYS_PER_ERA + ofEra - DAYS_TO_1970;
}

/** Reads `YYYY-MM-DD`; `null` when it is not a real date. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const day = dayOfDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return formatDay(day) === text ? day : null;
}

/** Writes a day as `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Adds calendar months to a day; a day that the month lacks becomes its last one. */
export function addMonths(day: Day, months: number): Day {
  const slot = (day + 31 * months) & (SUMS_CACHED - 1);
  if (sumDays[slot] === day && sumMonths[slot] === months) return sums[slot] as Day;
  const sum = computeSum(day, months);
  sumDays[slot] = day;
  sumMonths[slot] = months;
  sums[slot] = sum;
  return sum;
}

/** Windows and terms of a day are asked for by everyone who buys on it: last answers are kept. */
const SUMS_CACHED = 256;
const sumDays = new Int32Array(SUMS_CACHED).fill(-(2 ** 31));
const sumMonths = new Int32Array(SUMS_CACHED);
const sums = new Int32Array(SUMS_CACHED);

function computeSum(day: Day, months: number): Day {
  const { year, month, day: dayOfMonth } = dayParts(day);
  const first = dayOfDate(year, month + months, 1);
  const target = dayParts(first);
  const last = dayOfDate(target.year, target.month + 1, 1) - 1;
  return Math.min(first + dayOfMonth - 1, last);
}

/** Writes a moment as an ISO 8601 instant in UTC. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 instant with an offset or `Z`; `null` when it is not one (a bare local time is
 * not).
 */
export function parseInstant(text: string): Instant | null {
  if (!INSTANT.test(text)) return null;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}
