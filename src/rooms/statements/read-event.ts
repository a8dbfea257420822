import { reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import { formatMemberId, parseMemberId } from '../members/index.ts';
import { ruleNames, toldFlags, toldRules, toldTiers } from './core/told-decision.ts';
import { toldEffects } from './core/told-effects.ts';
import type { Statements } from './ground.ts';
import {
  type EventRow,
  entriesAt,
  eventAt,
  keyOf,
  type WaitingRow,
  waitingEvent,
} from './history-store.ts';
import { shownEntry } from './shown-entry.ts';

/** Movements that are told with an event; a member's own list has all of them. */
const ENTRIES = 1_000;

/**
 * One event with its decision, every movement and why: which rules were tried and what came of
 * each, in words, by the names of the program that decided.
 * @throws {Rejection} 404 when the hub does not know it.
 */
export async function readEvent(ground: Statements, source: string, id: string) {
  const key = (await keyOf(ground.pool, source, id)) ?? settledKey(source, id);
  if (!key) throw notFound();
  if (key.no === 0) {
    const waiting = await waitingEvent(ground.pool, source, id);
    return toldWaiting(source, id, waiting);
  }
  const [event, entries] = await Promise.all([
    eventAt(ground.pool, key.memberId, key.no),
    entriesAt(ground.pool, key.memberId, key.no),
  ]);
  if (!event) throw notFound();
  return {
    ...toldEvent(ground, key.memberId, event),
    entries: entries.slice(0, ENTRIES).map((entry) => shownEntry(entry)),
  };
}

/** What fell due by itself has no key, but a name that says where it lies. */
function settledKey(source: string, id: string): { memberId: number; no: number } | null {
  const match = source === 'hachi' ? /^settled\/(\d{1,15})\/(\d{1,9})$/.exec(id) : null;
  const memberId = parseMemberId(`mem_${match?.[1]}`);
  return memberId === null ? null : { memberId, no: Number(match?.[2]) };
}

function toldEvent(ground: Statements, memberId: number, event: EventRow) {
  const { decision } = event;
  const document = ground.programs.version(event.program)?.document;
  return {
    source: event.source,
    id: event.id,
    type: event.type,
    status: 'decided',
    member: formatMemberId(memberId),
    no: event.no,
    happenedAt: formatInstant(event.happenedAt),
    recordedAt: formatInstant(event.recordedAt),
    decidedAt: formatInstant(decision.at),
    channel: event.channel,
    store: event.store,
    touchpoint: event.touchpoint,
    program: event.program,
    points: decision.moved,
    balances: decision.balances,
    tiers: decision.levels,
    tierChanges: toldTiers(decision),
    flags: toldFlags(decision),
    effects: toldEffects(decision, document),
    why: toldRules(decision, ruleNames(document)),
    data: event.data,
  };
}

/** An event that is not decided: it waits, was refused in the end, or nobody came for it. */
function toldWaiting(source: string, id: string, waiting: WaitingRow | null) {
  if (!waiting) return { source, id, status: 'lapsed', type: 'purchase', member: null };
  const { status, fact, until, refusal } = waiting;
  return {
    source,
    id,
    type: fact.type,
    status: refusal ? 'refused' : status,
    member: null,
    until: formatInstant(until),
    problems: refusal ? [refusal] : [],
    data: fact.data,
  };
}

function notFound() {
  return reject(404, {
    code: 'event_not_found',
    path: '/path/id',
    detail: 'The hub has no event with this source and id.',
    fix: 'Check both; events that were refused are not kept. Write / in an id as %2F.',
  });
}
