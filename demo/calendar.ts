import { departments } from './catalog.ts';
import { seasonOf } from './festivals.ts';

/** One civil day of Shanghai inside the history. */
interface Day {
  /** `2026-01-03` */
  date: string;
  /** `20260103` */
  compact: string;
  /** Odds factor for buying online. */
  online: number;
  /** The share of products on offer. */
  offers: number;
  /** Weeks since the first day: offers change with it. */
  week: number;
  /** Factor of each department, in catalogue order. */
  factors: Float64Array;
}

/**
 * The two years, and how busy each hour is. "Trade time" is time counted in the shop's own weeks: a
 * busy hour holds more of it. Members buy at random in trade time, so seasons come by themselves.
 */
export interface Calendar {
  /** Instants: from (inclusive) and until (exclusive). */
  from: number;
  until: number;
  seconds: number;
  /** Trade time at the start of each hour; one more element closes the last hour. */
  trade: Float64Array;
  days: readonly Day[];
  /** Seconds of the first local day that lie before `from`. */
  lead: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** China has one zone and no summer time. */
const zoneMs = 8 * hourMs;

/** How the day's trade lies over its hours, in doors and online; each sums to about 24. */
export const doorHours = hours(
  '0 0 0 0 0 0 0 0.2 0.9 1.6 2 1.9 1.6 1.3 1.3 1.5 1.8 2.3 2.7 2.4 1.7 0.8 0 0',
);
export const onlineHours = hours(
  '0.5 0.2 0.1 0.1 0.1 0.1 0.3 0.7 1 1.1 1.2 1.3 1.4 1.2 1.1 1.1 1.1 1.2 1.3 1.6 2 2.3 2 1.1',
);

/** The calendar of the two years that end at `until` (an instant in ms). */
export function calendarUntil(until: number): Calendar {
  const from = twoYearsBefore(until);
  const firstDay = Math.floor((from + zoneMs) / dayMs) * dayMs;
  const dayCount = Math.ceil((until + zoneMs - firstDay) / dayMs);
  const seasons = Array.from({ length: dayCount }, (_, i) => seasonOf(firstDay + i * dayMs));
  const hourCount = Math.ceil((until - from) / hourMs);
  const trade = new Float64Array(hourCount + 1);
  for (let hour = 0; hour < hourCount; hour++) {
    const local = from + zoneMs + hour * hourMs;
    const day = Math.floor((local - firstDay) / dayMs);
    const ofDay = Math.floor((local % dayMs) / hourMs);
    const mixed = 0.7 * doorHours[ofDay]! + 0.3 * onlineHours[ofDay]!;
    trade[hour + 1] = trade[hour]! + seasons[day]!.traffic * mixed;
  }
  const scale = (until - from) / weekMs / trade[hourCount]!;
  for (let hour = 1; hour <= hourCount; hour++) trade[hour] = trade[hour]! * scale;
  return {
    from,
    until,
    seconds: Math.floor((until - from) / 1000),
    trade,
    lead: Math.floor((from + zoneMs - firstDay) / 1000),
    days: seasons.map((season, index) => {
      const date = new Date(firstDay + index * dayMs).toISOString().slice(0, 10);
      return {
        date,
        compact: date.replaceAll('-', ''),
        online: season.online,
        offers: season.offers,
        week: Math.floor(index / 7),
        factors: Float64Array.from(departments, ({ id }) => season.departments[id] ?? 1),
      };
    }),
  };
}

/** Seconds since `from` at which the trade time is reached; beyond the end, the end. */
export function secondAt(calendar: Calendar, trade: number): number {
  const { trade: table } = calendar;
  let low = 0;
  let high = table.length - 1;
  if (trade >= table[high]!) return calendar.seconds;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= trade) low = middle;
    else high = middle;
  }
  const inside = (trade - table[low]!) / (table[high]! - table[low]!);
  return low * 3600 + Math.floor(inside * 3600);
}

/** The civil day of a second since `from`. */
export function dayAt(calendar: Calendar, second: number): Day {
  const { days } = calendar;
  return days[Math.min(Math.floor((second + calendar.lead) / 86_400), days.length - 1)]!;
}

/** The local hour (0 to 23) of a second since `from`. */
export function hourAt(calendar: Calendar, second: number): number {
  return Math.floor(((second + calendar.lead) % 86_400) / 3600);
}

/** A second since `from` as people write it: `2026-01-03T10:15:30+08:00`. */
export function isoAt(calendar: Calendar, second: number): string {
  const ofDay = (second + calendar.lead) % 86_400;
  const hour = two[Math.floor(ofDay / 3600)];
  const minute = two[Math.floor((ofDay % 3600) / 60)];
  return `${dayAt(calendar, second).date}T${hour}:${minute}:${two[ofDay % 60]}+08:00`;
}

const two = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

/** 29 February has no twin two years earlier: JavaScript's 1 March will do. */
function twoYearsBefore(until: number): number {
  const local = new Date(until + zoneMs);
  return local.setUTCFullYear(local.getUTCFullYear() - 2) - zoneMs;
}

function hours(row: string): readonly number[] {
  return row.split(' ').map(Number);
}
