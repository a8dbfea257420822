import type { Instant } from '../../../kernel/time.ts';
import type { PurchaseData } from '../../events/index.ts';
import { netOf } from '../../events/index.ts';
import { type Kind, kindOf } from './kind.ts';

/** Where an event lies: its business time, its number, and whose it was if another's. */
export type Mark = readonly [at: Instant, no: number, memberId?: number];

/** How often something happened, when first, and the last few times, newest first. */
export interface Trail {
  count: number;
  first: Mark;
  last: readonly Mark[];
}

/** In how many purchases of a week a category was, and for how much; smallest unit. */
export type Bought = readonly [purchases: number, net: number];

/** The sums over a member's events that a view shows. Derived from the events up to `no`. */
export interface Portrait {
  no: number;
  channels: Record<string, Trail>;
  kinds: Partial<Record<Kind, Trail>>;
  /** By week since 1970 (Monday to Sunday, UTC), then by category. */
  bought: Record<number, Record<string, Bought>>;
  browsed: Record<number, Record<string, number>>;
  /** Which event last said what an attribute or tag is: by `attributes/name`, `tags/name`. */
  said: Record<string, Mark>;
}

/** An event as a portrait looks at it. */
export interface Seen {
  readonly no: number;
  readonly happenedAt: Instant;
  readonly channel: string | null;
  readonly type: string;
  readonly data: unknown;
}

const WEEK_MS = 604_800_000;
/** 1970-01-01 was a Thursday: weeks begin three days earlier. */
const TO_MONDAY_MS = 259_200_000;
/** Weeks that preferences look back, and one that has begun. */
export const WEEKS_KEPT = 66;
/** Different categories in a week, channels, and names that something was said of. */
const NAMES_MOST = 200;
const LAST_KEPT = 5;

/** The week of a moment, counted since 1970. */
export function weekOf(at: Instant): number {
  return Math.floor((at + TO_MONDAY_MS) / WEEK_MS);
}

/** A portrait of nobody yet. */
export function newPortrait(): Portrait {
  return { no: 0, channels: {}, kinds: {}, bought: {}, browsed: {}, said: {} };
}

/** Adds events, in the order of their numbers, whatever the order of their business times. */
export function addEvents(portrait: Portrait, events: readonly Seen[]): void {
  for (const event of events) {
    const mark: Mark = [event.happenedAt, event.no];
    const kind = kindOf(event.type);
    portrait.no = event.no;
    portrait.kinds[kind] = extended(portrait.kinds[kind], mark);
    // What fell due by itself touched nobody.
    if (event.channel !== null && kind !== 'settled') addTouch(portrait, event.channel, mark);
    if (event.type === 'purchase') addBasket(portrait, event.happenedAt, event.data);
    else if (kind === 'browsing') addBrowsed(portrait, event.happenedAt, event.data);
    else if (kind === 'member') addSaid(portrait, mark, event.data);
  }
}

/**
 * A portrait with what another member brought along who was merged into this one. It is made for a
 * look only, and not kept: unmerging takes nothing out of it.
 */
export function joined(host: Portrait, guestId: number, guest: Portrait): Portrait {
  const whose = (trail: Trail): Trail => ({
    count: trail.count,
    first: ofGuest(trail.first, guestId),
    last: trail.last.map((mark) => ofGuest(mark, guestId)),
  });
  return {
    no: host.no,
    channels: joinedBy(host.channels, guest.channels, (a, b) => joinedTrails(a, whose(b))),
    kinds: joinedBy(host.kinds, guest.kinds, (a, b) => joinedTrails(a, whose(b))),
    bought: joinedBy(host.bought, guest.bought, (a = {}, b) =>
      joinedBy(a, b, (one = [0, 0], other) => [one[0] + other[0], one[1] + other[1]] as const),
    ),
    browsed: joinedBy(host.browsed, guest.browsed, (a = {}, b) =>
      joinedBy(a, b, (one = 0, other) => one + other),
    ),
    said: host.said,
  };
}

function ofGuest([at, no, memberId]: Mark, guestId: number): Mark {
  return [at, no, memberId ?? guestId];
}

function joinedTrails(a: Trail | undefined, b: Trail): Trail {
  if (!a) return b;
  const first = newestFirst(a.first, b.first) > 0 ? a.first : b.first;
  const last = [...a.last, ...b.last].sort(newestFirst).slice(0, LAST_KEPT);
  return { count: a.count + b.count, first, last };
}

function joinedBy<T>(
  host: Readonly<Record<string, T>>,
  guest: Readonly<Record<string, T>>,
  join: (a: T | undefined, b: T) => T,
): Record<string, T> {
  const all = { ...host };
  for (const [name, value] of Object.entries(guest)) {
    all[name] = join(Object.hasOwn(host, name) ? host[name] : undefined, value);
  }
  return all;
}

/** Drops the weeks that no preference looks at any more. */
export function forgetWeeks(portrait: Portrait, now: Instant): void {
  const oldest = weekOf(now) - WEEKS_KEPT;
  for (const weeks of [portrait.bought, portrait.browsed]) {
    for (const week of Object.keys(weeks)) if (Number(week) < oldest) delete weeks[Number(week)];
  }
}

function addTouch({ channels }: Portrait, channel: string, mark: Mark): void {
  if (hasRoom(channels, channel)) channels[channel] = extended(own(channels, channel), mark);
}

function extended(trail: Trail | undefined, mark: Mark): Trail {
  if (!trail) return { count: 1, first: mark, last: [mark] };
  const last = [...trail.last, mark].sort(newestFirst).slice(0, LAST_KEPT);
  const first = newestFirst(mark, trail.first) > 0 ? mark : trail.first;
  return { count: trail.count + 1, first, last };
}

function newestFirst(a: Mark, b: Mark): number {
  return b[0] - a[0] || b[1] - a[1] || (b[2] ?? 0) - (a[2] ?? 0);
}

function addBasket({ bought }: Portrait, at: Instant, data: unknown): void {
  const net = new Map<string, number>();
  for (const line of (data as PurchaseData).lines) {
    if (line.voided || line.category === null) continue;
    net.set(line.category, (net.get(line.category) ?? 0) + netOf(line));
  }
  if (net.size === 0) return;
  const week = weekIn(bought, at);
  for (const [category, money] of net) {
    if (!hasRoom(week, category)) continue;
    const [purchases, before] = own(week, category) ?? [0, 0];
    week[category] = [purchases + 1, before + money];
  }
}

function addBrowsed({ browsed }: Portrait, at: Instant, data: unknown): void {
  const { category } = data as { category?: unknown };
  if (typeof category !== 'string' || category === '') return;
  const week = weekIn(browsed, at);
  if (hasRoom(week, category)) week[category] = (own(week, category) ?? 0) + 1;
}

function addSaid({ said }: Portrait, mark: Mark, data: unknown): void {
  const { attributes, tags } = data as { attributes?: object; tags?: readonly string[] };
  const names = [
    ...Object.keys(attributes ?? {}).map((name) => `attributes/${name}`),
    ...(tags ?? []).map((tag) => `tags/${tag}`),
  ];
  for (const name of names) if (hasRoom(said, name)) said[name] = mark;
}

function weekIn<T>(weeks: Record<number, Record<string, T>>, at: Instant): Record<string, T> {
  const week = weekOf(at);
  const known = weeks[week];
  if (known) return known;
  const made: Record<string, T> = {};
  weeks[week] = made;
  return made;
}

/** Names come from outside: one such as `constructor` must find nothing that all objects have. */
function own<T>(names: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

function hasRoom(names: Readonly<Record<string, unknown>>, name: string): boolean {
  if (name === '__proto__') return false;
  return Object.hasOwn(names, name) || Object.keys(names).length < NAMES_MOST;
}
