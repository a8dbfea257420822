import type { Instant } from '../../../kernel/time.ts';
import {
  dueOf,
  firstFollowUp,
  type MemberState,
  newState,
  type Program,
  readState,
  storeDecision,
  storeState,
} from '../../engine/index.ts';
import type { Report } from './difference.ts';
import type { MemberHistory, StoredEntry, StoredEvent } from './history.ts';
import type { ProgramHistory } from './program-history.ts';
import { PurchaseBook } from './purchase-book.ts';
import { type Impossible, type Redecided, redecide, settledTo } from './redecide.ts';
import { firstDifference } from './same.ts';

/** What a decision took and gave back at once is not seen in its sum: then there was some more. */
const WITH_MORE = [0, 1, 50];

interface Mismatch {
  readonly what: string;
  readonly where: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/**
 * Decides a member's whole history again, event by event, and compares everything that was written:
 * entries, decisions, the last state, what happened to purchases. After the first difference the
 * rest of this member would only be its consequence: it is not looked at.
 */
export function replayMember(
  history: MemberHistory,
  programs: ProgramHistory,
  report: Report,
): void {
  const { events, entries, memberId } = history;
  const book = new PurchaseBook(memberId);
  let state = newState(events[0]?.happenedAt ?? 0);
  let next = 0;
  for (const event of events) {
    const stored: StoredEntry[] = [];
    while (next < entries.length && (entries[next]?.no ?? 0) <= event.no) {
      stored.push(entries[next++] as StoredEntry);
    }
    const done = replayEvent(event, stored, { memberId, state, book, programs });
    if ('what' in done) {
      report(done.what, done.where, done.expected, done.found);
      return;
    }
    state = done.state;
    book.add(event);
    if (done.purchase && !done.purchase.elsewhere) book.put(done.purchase);
  }
  compareEnd(history, programs, state, report);
  compareFollowUps(history, book, report);
}

interface Sofar {
  readonly memberId: number;
  readonly state: MemberState;
  readonly book: PurchaseBook;
  readonly programs: ProgramHistory;
}

function replayEvent(
  event: StoredEvent,
  stored: readonly StoredEntry[],
  { memberId, state, book, programs }: Sofar,
): Redecided | Mismatch {
  const where = `event ${event.no} (${event.type})`;
  const program = programs.version(event.program);
  if (!program) {
    return { what: 'program', where, expected: 'a published version', found: event.program };
  }
  const purchase = book.elsewhere(event) ?? book.namedBy(event, state);
  let first: Mismatch | null = null;
  const tries = Object.keys(event.decision.budgets).length > 0 ? WITH_MORE : [0];
  for (const current of programs.settling(event.recordedAt)) {
    for (const more of tries) {
      const then = { memberId, state, purchase, program, current, more };
      const again = redecide(then, event);
      const wrong = compare(again, event, stored, where);
      if (!wrong) return again as Redecided;
      first ??= wrong;
    }
  }
  return first ?? { what: 'program', where, expected: 'a program', found: 'nothing' };
}

function compare(
  again: Redecided | Impossible,
  event: StoredEvent,
  stored: readonly StoredEntry[],
  where: string,
): Mismatch | null {
  if ('impossible' in again) {
    return { what: 'replay', where, expected: again.impossible, found: 'decided' };
  }
  const entries = again.entries.map((entry, seq) => ({ ...entry, seq }));
  const found = stored.map(({ no: _no, recordedAt: _recordedAt, ...entry }) => entry);
  const entry = firstDifference(entries, found);
  if (entry) {
    return { what: 'entries', where: where + entry.path, expected: entry.a, found: entry.b };
  }
  const own = again.decision.flags;
  const { flags } = event.decision;
  const early = flags.slice(0, flags.length - own.length);
  const decision = { ...again.decision, flags: [...early, ...own] };
  if (storeDecision(decision) === event.decisionText) return null;
  const wrong = firstDifference(plain(decision), event.decision);
  return (
    wrong && { what: 'decision', where: where + wrong.path, expected: wrong.a, found: wrong.b }
  );
}

/** Background tasks may have settled the member since the last event without a trace. */
function compareEnd(
  { memberId, state: found, row, events }: MemberHistory,
  programs: ProgramHistory,
  state: MemberState,
  report: Report,
): void {
  if (!found) return;
  const last = events.at(-1);
  if (!last) return;
  const tried = new Set([...programs.settling(last.recordedAt), ...programs.all.toReversed()]);
  let first: ReturnType<typeof firstDifference> = null;
  for (const current of tried) {
    const settled = settledTo({ state, current, memberId }, found.asOf) ?? state;
    const wrong = firstDifference(readState(JSON.parse(storeState(settled))), found);
    if (!wrong) {
      checkDue(found, row?.dueAt ?? null, tried, report);
      return;
    }
    first ??= wrong;
  }
  if (first) report('state', `state${first.path}`, first.a, first.b);
}

function checkDue(
  state: MemberState,
  dueAt: Instant | null,
  programs: ReadonlySet<Program>,
  report: Report,
): void {
  const due = [...programs].map((program) => dueOf(program, state));
  if (!due.includes(dueAt)) report('due_at', 'member_states.due_at', due[0] ?? null, dueAt);
}

function compareFollowUps(history: MemberHistory, book: PurchaseBook, report: Report): void {
  const first = new Map(history.events.map(({ no, decision }) => [no, decision.effects]));
  for (const { no, followUp } of book.all) {
    // Followed in another's history: that one's decisions say what became of it.
    if (history.followUps.get(no)?.elsewhere) continue;
    const found = history.followUps.get(no) ?? plain(firstFollowUp(first.get(no) ?? []));
    const wrong = firstDifference(plain(followUp), found);
    if (wrong) report('follow_up', `purchase ${no}${wrong.path}`, wrong.a, wrong.b);
  }
}

/** As JSON would bring it back: keys without a value are gone. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
