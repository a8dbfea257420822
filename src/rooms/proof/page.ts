import type { Queryable } from '../../platform/db/pool.ts';
import {
  type Decision,
  type MemberState,
  type PurchaseFollowUp,
  readDecision,
  readState,
} from '../engine/index.ts';
import { readPurchaseData } from '../events/index.ts';
import {
  type Gift,
  isMerge,
  isReceived,
  type MemberHistory,
  type StoredEntry,
  type StoredEvent,
} from './core/history.ts';
import { couponCodes } from './core/sides/coupon-codes.ts';
import type { SideRows } from './core/sides/side.ts';
import { readCodes, readSides } from './sides-store.ts';
import {
  type EventRow,
  type Range,
  readEntries,
  readEvents,
  readFollowUps,
  readGifts,
  readMembers,
  readStates,
} from './store.ts';

interface Collected {
  member: MemberHistory['member'];
  row: MemberHistory['row'];
  state: MemberState | null;
  events: StoredEvent[];
  entries: StoredEntry[];
  followUps: Map<number, PurchaseFollowUp>;
  sides: Map<string, SideRows>;
}

/**
 * Everything of the members of a range, one statement per table. A member who has rows anywhere is
 * in it, also when the member's own row is gone.
 */
export async function readPage(client: Queryable, range: Range): Promise<MemberHistory[]> {
  const page = new Map<number, Collected>();
  const of = (memberId: number): Collected => {
    const known = page.get(memberId);
    if (known) return known;
    const fresh: Collected = {
      member: null,
      row: null,
      state: null,
      events: [],
      entries: [],
      followUps: new Map(),
      sides: new Map(),
    };
    page.set(memberId, fresh);
    return fresh;
  };
  for (const { memberId, ...member } of await readMembers(client, range)) {
    of(memberId).member = member;
  }
  for (const { memberId, no, dueAt, state } of await readStates(client, range)) {
    const read = readOr<MemberState | null>(() => readState(state), null);
    Object.assign(of(memberId), { row: { no, dueAt }, state: read });
  }
  const rows = await readEvents(client, range);
  const events = rows.map((row) => ({
    ...row,
    data: dataOf(row),
    decision: decisionOf(row),
    gift: null,
  }));
  const gifts = await giftsFor(client, events);
  for (const { memberId, keyMember, keyNo, keyRecordedAt, ...event } of events) {
    const key =
      keyMember === null
        ? null
        : { memberId: keyMember, no: keyNo ?? 0, recordedAt: keyRecordedAt ?? 0 };
    const stored: StoredEvent = { ...event, key };
    const gift = isReceived(stored) ? gifts.get(`${keyMember}/${keyNo}`) : undefined;
    of(memberId).events.push(gift ? { ...stored, gift } : stored);
  }
  for (const { memberId, ...entry } of await readEntries(client, range)) {
    of(memberId).entries.push(entry);
  }
  for (const { memberId, no, followUp } of await readFollowUps(client, range)) {
    of(memberId).followUps.set(no, followUp);
  }
  await addSides(client, range, of);
  await addCodes(client, page);
  return [...page].map(([memberId, one]) => ({ memberId, ...one }));
}

async function addSides(
  client: Queryable,
  range: Range,
  of: (memberId: number) => Collected,
): Promise<void> {
  for (const [table, rows] of await readSides(client, range)) {
    for (const { memberId, key, ...row } of rows) sideOf(of(memberId), table).set(key, row);
  }
}

/** Codes lie by their coupon: those that the page's members have or had are asked for. */
async function addCodes(client: Queryable, page: ReadonlyMap<number, Collected>): Promise<void> {
  const { table } = couponCodes;
  const holders = new Map<string, Collected>();
  for (const [memberId, one] of page) {
    for (const coupon of couponCodes.expected({ memberId, ...one }).keys()) {
      holders.set(coupon, one);
    }
  }
  for (const { key, ...row } of await readCodes(client, [...holders.keys()])) {
    sideOf(holders.get(key) as Collected, table).set(key, row);
  }
}

function sideOf({ sides }: Collected, table: string): SideRows {
  const known = sides.get(table) ?? new Map();
  sides.set(table, known);
  return known;
}

/** What cannot be read is nothing, or empty: every check will complain about it. */
function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function decisionOf({ decisionText }: EventRow): Decision {
  return readOr(() => readDecision(JSON.parse(decisionText)), readDecision({ program: 0, at: 0 }));
}

function dataOf({ type, data }: EventRow): StoredEvent['data'] {
  const plain = data as StoredEvent['data'];
  return type === 'purchase' ? readOr(() => ({ ...readPurchaseData(data) }), plain) : plain;
}

async function giftsFor(
  client: Queryable,
  rows: readonly (Omit<StoredEvent, 'key'> & Pick<EventRow, 'memberId' | 'keyMember' | 'keyNo'>)[],
): Promise<Map<string, Gift>> {
  const asked = rows.flatMap((row) =>
    isReceived({ ...row, key: null }) && row.keyMember !== null && row.keyMember !== row.memberId
      ? [{ memberId: row.keyMember, no: row.keyNo ?? 0 }]
      : [],
  );
  const gifts = new Map<string, { at: number; entries: Gift['entries'][number][] }>();
  // A coupon moves no points; both sides of a transfer are decided at one moment.
  for (const { type, keyMember, keyNo, decision } of rows) {
    if (type !== 'coupon.transfer' && !isMerge(type)) continue;
    gifts.set(`${keyMember}/${keyNo}`, { at: decision.at, entries: [] });
  }
  for (const { memberId, no, decidedAt, ...entry } of await readGifts(client, asked)) {
    const name = `${memberId}/${no}`;
    const gift = gifts.get(name) ?? { at: decidedAt, entries: [] };
    gift.entries.push(entry);
    gifts.set(name, gift);
  }
  return gifts;
}
