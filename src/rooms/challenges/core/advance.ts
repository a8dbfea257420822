import type { Facts } from '../../program/index.ts';
import { add } from './add.ts';
import { assignByEvent, ended, newAssignment, told, windowProblem } from './assign.ts';
import type { Book, Challenge } from './challenge.ts';
import { NO_EFFECTS, type Step } from './effect.ts';
import { type Gain, gainOf } from './measure.ts';
import { challengeOf, isComplete, progressOf, reach, shownProgress } from './rounds.ts';
import { mayForget, Sheet } from './sheet.ts';
import { type Assignment, SLICE_LIMITS, type Slice } from './slice.ts';

/**
 * Lets an event count: what waits for it starts, what is open moves on, and then it may assign
 * something new, for which it does not count itself.
 *
 * @param no the number of the event in the member's history.
 */
export function advance(book: Book, slice: Slice | undefined, facts: Facts, no: number): Step {
  const { terms } = book;
  const { type } = facts.fact;
  const anew = terms.open.get(type);
  const assigns = terms.assigning.has(type);
  const open = slice !== undefined && slice.open.length > 0;
  const forgets = slice !== undefined && mayForget(slice, facts.at, terms);
  if (!open && !anew && !assigns && !forgets) return { slice, effects: NO_EFFECTS };
  const sheet = new Sheet(slice);
  if (forgets) sheet.forget(facts.at, terms);
  if (open) startWaiting(sheet, book, facts);
  if (anew) startUnasked(sheet, book, anew, facts, no);
  countOpen(sheet, book, facts, no);
  if (anew) countUnasked(sheet, book, anew, facts, no);
  if (assigns) assignByEvent(sheet, terms, facts, no);
  return sheet.finish();
}

/** What waits for this event counts from now on, this very event included. */
function startWaiting(sheet: Sheet, book: Book, facts: Facts): void {
  const { type, happenedAt } = facts.fact;
  for (const one of sheet.open) {
    if (one.status !== 'waiting' || !isInside(one, happenedAt)) continue;
    const start = challengeOf(book, one)?.startOn;
    if (!facts.member.allows('challenges', one.challenge)) continue;
    if (start?.on !== type || (start.when && start.when(facts) !== true)) continue;
    const started: Assignment = { ...one, status: 'open', since: happenedAt };
    sheet.put(started);
    sheet.tell(told('started', started));
  }
}

/** Challenges that nobody assigns, and that begin with an event of their own. */
function startUnasked(
  sheet: Sheet,
  { terms }: Book,
  challenges: readonly Challenge[],
  facts: Facts,
  no: number,
): void {
  for (const challenge of challenges) {
    const { startOn } = challenge;
    if (!startOn || !mayBegin(sheet, challenge, facts)) continue;
    if (startOn.when && startOn.when(facts) !== true) continue;
    const fresh = begin(sheet, terms, challenge, facts, no);
    sheet.put(fresh);
    sheet.tell(told('started', fresh));
  }
}

function countOpen(sheet: Sheet, book: Book, facts: Facts, no: number): void {
  const { type, happenedAt } = facts.fact;
  let last: Challenge | null = null;
  let gain: Gain | null = null;
  for (const one of sheet.open) {
    if (one.status !== 'open' || !isInside(one, happenedAt)) continue;
    const challenge = challengeOf(book, one);
    if (challenge?.on !== type || !facts.member.allows('challenges', challenge.id)) continue;
    if (one.end === null && !book.terms.byId.has(one.challenge)) {
      sheet.drop(one);
      sheet.tell(ended(one, 'removed', happenedAt));
      continue;
    }
    if (challenge !== last) gain = gainOf(challenge, facts);
    last = challenge;
    if (gain) count(sheet, book, challenge, one, gain, no, facts);
  }
}

/** Challenges that everybody has: the first event that counts for one assigns it. */
function countUnasked(
  sheet: Sheet,
  book: Book,
  challenges: readonly Challenge[],
  facts: Facts,
  no: number,
): void {
  for (const challenge of challenges) {
    if (challenge.startOn || !mayBegin(sheet, challenge, facts)) continue;
    const gain = gainOf(challenge, facts);
    if (!gain) continue;
    const fresh = begin(sheet, book.terms, challenge, facts, no);
    count(sheet, book, challenge, fresh, gain, no, facts);
  }
}

function mayBegin(sheet: Sheet, challenge: Challenge, facts: Facts): boolean {
  const { assign, id, rounds } = challenge;
  if (windowProblem(challenge, facts.fact.happenedAt) !== null) return false;
  if (sheet.done(id) >= rounds || sheet.has(id) || sheet.open.length >= SLICE_LIMITS.open) {
    return false;
  }
  if (!facts.member.allows('challenges', id)) return false;
  return assign.kind === 'all' && (!assign.when || assign.when(facts) === true);
}

/** Rounds of earlier attempts count: they are as many as the challenge has. */
function begin(
  sheet: Sheet,
  terms: Book['terms'],
  challenge: Challenge,
  { fact }: Facts,
  no: number,
): Assignment {
  const id = `${no}.${challenge.id}`;
  const fresh = newAssignment(terms, challenge, id, fact.happenedAt, 'open');
  return { ...fresh, rounds: sheet.done(challenge.id) };
}

function isInside({ since, end }: Assignment, happenedAt: number): boolean {
  return happenedAt >= since && (end === null || happenedAt < end);
}

function count(
  sheet: Sheet,
  book: Book,
  challenge: Challenge,
  before: Assignment,
  gain: Gain,
  no: number,
  facts: Facts,
): void {
  const added = add(challenge, before, gain, no);
  if (!added) return;
  const { assignment, rewards, rounds } = reach(book, challenge, added, facts.at);
  if (assignment.closedAt === null) sheet.put(assignment);
  else sheet.close(challenge, assignment);
  sheet.count(challenge.id, rounds, book);
  const was = progressOf(challenge, before);
  const now = progressOf(challenge, added);
  const streak = challenge.goal.kind === 'streak';
  const more = streak ? 1 : now - was;
  if (streak ? added.runs === before.runs : now === was) return;
  const shown = assignment.closedAt !== null && isComplete(challenge, assignment);
  sheet.tell({
    kind: 'progress',
    challenge: challenge.id,
    assignment: before.id,
    before: shownProgress(challenge, before, facts.day),
    after: shown ? now : shownProgress(challenge, assignment, facts.day),
    gain: more,
    target: before.target,
    completed: rounds > 0,
    score: sheet.score(challenge, more, facts.at),
    rewards,
    takenBack: [],
  });
}
