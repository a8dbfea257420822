import type { Day } from '../../../kernel/time.ts';
import { type MemberState, moneyBack, type Program, SETTLED } from '../../engine/index.ts';
import type { MemberChange } from '../../events/index.ts';
import type { Report } from './difference.ts';
import { isMerge, type MemberHistory, type StoredEntry, type StoredEvent } from './history.ts';
import type { ProgramHistory } from './program-history.ts';
import { PurchaseBook } from './purchase-book.ts';
import { firstDifference } from './same.ts';

/** Different event types that a state counts; see the engine's totals. */
const EVENT_TYPES_COUNTED = 200;

/** What a state has counted, as events and entries have it. */
interface Totals {
  purchases: MemberState['purchases'];
  earned: Record<string, number>;
  events: Record<string, number>;
  tags: string[];
  attributes: Record<string, string | number | boolean>;
  /** By day and what: `purchases`, `spend`, or a currency that was earned. */
  readonly days: Map<Day, Record<string, number>>;
}

/** Counts of purchases, spend, earned points, days, events, tags and attributes. */
export function checkTotals(
  history: MemberHistory,
  programs: ProgramHistory,
  report: Report,
): void {
  const { state, events } = history;
  if (!state) return;
  const totals: Totals = {
    purchases: { count: 0, total: 0, last: null },
    earned: {},
    events: {},
    tags: [],
    attributes: {},
    days: new Map(),
  };
  const book = new PurchaseBook(history.memberId);
  for (const event of events) {
    book.add(event, history.followUps.get(event.no));
    countEvent(totals, event);
    countTags(totals, event.decision);
  }
  const byNo = new Map(events.map((event) => [event.no, event]));
  for (const record of book.all) {
    const zone = programs.version(byNo.get(record.no)?.program ?? 0)?.zone;
    const back = moneyBack(record, record.followUp.returned);
    const gone = back.all && Object.keys(record.followUp.returned).length > 0;
    totals.purchases.count += gone ? 0 : 1;
    totals.purchases.total += back.of - back.back;
    if (!zone) continue;
    const day = zone.dayOf(record.happenedAt);
    addToDay(totals, day, 'purchases', gone ? 0 : 1);
    addToDay(totals, day, 'spend', back.of - back.back);
  }
  for (const entry of history.entries) {
    const event = byNo.get(entry.no);
    const program = event && programs.version(event.program);
    if (event && program) countEarned(totals, entry, event, program, book);
  }
  // What was carried from one member to another is in no event of one history: the replay has it.
  if (events.some(({ type }) => isMerge(type))) return;
  compare(totals, state, report);
  checkDays(totals, history, programs, report);
}

function compare(totals: Totals, state: MemberState, report: Report): void {
  for (const key of ['purchases', 'events', 'attributes'] as const) {
    const wrong = firstDifference(totals[key], state[key]);
    if (wrong) report(key, `state.${key}${wrong.path}`, wrong.a, wrong.b);
  }
  const tags = firstDifference(totals.tags.toSorted(), state.tags.toSorted());
  if (tags) report('tags', 'state.tags', totals.tags, state.tags);
  for (const id of new Set([...Object.keys(totals.earned), ...Object.keys(state.earned)])) {
    const [expected, found] = [totals.earned[id] ?? 0, state.earned[id] ?? 0];
    if (expected !== found) report('earned', `state.earned.${id}`, expected, found);
  }
}

function countEvent(totals: Totals, { type, happenedAt, data }: StoredEvent): void {
  if (type === SETTLED) return;
  const { events } = totals;
  if (type in events || Object.keys(events).length < EVENT_TYPES_COUNTED) {
    events[type] = (events[type] ?? 0) + 1;
  }
  if (type === 'purchase') {
    totals.purchases.last = Math.max(totals.purchases.last ?? 0, happenedAt);
  }
  if (type === 'member.erased') Object.assign(totals, { attributes: {}, tags: [] });
  if (type !== 'member.enrolled' && type !== 'member.updated') return;
  const { attributes, tags, untag } = data as unknown as MemberChange;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null) delete totals.attributes[key];
    else totals.attributes[key] = value;
  }
  const kept = new Set([...totals.tags, ...tags]);
  for (const tag of untag) kept.delete(tag);
  totals.tags = [...kept];
}

/** Tags that rooms gave and took away. */
function countTags(totals: Totals, { effects }: StoredEvent['decision']): void {
  for (const { room, kind, tag } of effects) {
    if (room !== 'members') continue;
    const others = totals.tags.filter((one) => one !== tag);
    totals.tags = kind === 'tagged' ? [...others, tag as string] : others;
  }
}

/** Earned is what was issued, less what was clawed back; presents only where they qualify. */
function countEarned(
  totals: Totals,
  { currency, amount, from, to }: StoredEntry,
  event: StoredEvent,
  program: Program,
  book: PurchaseBook,
): void {
  const qualifies = program.currencies.get(currency)?.qualifying === true;
  const counts = (account: string): boolean =>
    account === 'issued' ||
    account === 'clawback' ||
    (qualifies && ['goodwill', 'opening', 'adjusted'].includes(account));
  const points = (counts(from) ? amount : 0) - (counts(to) ? amount : 0);
  if (points === 0) return;
  totals.earned[currency] = (totals.earned[currency] ?? 0) + points;
  if (!program.measured.has(currency)) return;
  const undoes = from === 'clawback' || to === 'clawback';
  const at = undoes ? book.namedBy(event)?.happenedAt : event.happenedAt;
  if (at !== undefined) addToDay(totals, program.zone.dayOf(at), currency, points);
}

function addToDay({ days }: Totals, day: Day, what: string, amount: number): void {
  const sums = days.get(day) ?? {};
  sums[what] = (sums[what] ?? 0) + amount;
  days.set(day, sums);
}

/** Days are compared as far back as every decision so far has kept them. */
function checkDays(
  { days }: Totals,
  { events, state }: MemberHistory,
  programs: ProgramHistory,
  report: Report,
): void {
  let oldest = Number.NEGATIVE_INFINITY;
  const zones = new Set<string>();
  for (const { type, program: version, decision } of events) {
    const program = programs.version(version);
    if (!program || type === SETTLED) continue;
    zones.add(program.zone.name);
    oldest = Math.max(oldest, program.zone.dayOf(decision.at) - program.daysRemembered);
  }
  // A program that moved to another zone moved its days: only the replay can follow that.
  if (zones.size > 1) return;
  const found = new Map<Day, Record<string, number>>();
  for (const [day, purchases, spend, earned] of state?.days ?? []) {
    found.set(day, { ...earned, purchases, spend });
  }
  for (const day of new Set([...days.keys(), ...found.keys()])) {
    if (day < oldest) continue;
    const [one, other] = [days.get(day) ?? {}, found.get(day) ?? {}];
    for (const what of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if ((one[what] ?? 0) === (other[what] ?? 0)) continue;
      report('day', `state.days ${day}, ${what}`, one[what] ?? 0, other[what] ?? 0);
    }
  }
}
