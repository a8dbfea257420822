import { scale } from '../../../kernel/integer.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Book, Challenge } from './challenge.ts';
import { NO_EFFECTS, type Step } from './effect.ts';
import {
  challengeOf,
  fallBack,
  isAdded,
  isComplete,
  progressOf,
  reach,
  shownProgress,
} from './rounds.ts';
import { Sheet } from './sheet.ts';
import { type Assignment, type Part, SLICE_LIMITS, type Slice } from './slice.ts';
import { addDay, removeDay } from './streak.ts';

/** One line of a purchase and how much of it has come back in all; a voided line is all zero. */
export interface LineBack {
  /** Net money, smallest unit. */
  readonly net: number;
  readonly netBack: number;
  readonly pieces: number;
  readonly piecesBack: number;
}

/** A purchase after a return (or after a return was taken back). */
export interface PurchaseBack {
  /** The number of its event in the member's history. */
  readonly no: number;
  readonly lines: readonly LineBack[];
}

/**
 * Counts a purchase anew after a return: by the share of its lines that has come back in all. What
 * is kept is rounded up: a purchase counts as one until all of it is back.
 */
export function recount(
  book: Book,
  slice: Slice | undefined,
  purchase: PurchaseBack,
  at: Instant,
): Step {
  if (!slice || (slice.open.length === 0 && slice.closed.length === 0)) {
    return { slice, effects: NO_EFFECTS };
  }
  const sheet = new Sheet(slice);
  sheet.forget(at, book.terms);
  for (const one of [...sheet.open, ...sheet.closed]) {
    if (!one.parts.some((part) => part.no === purchase.no)) continue;
    const challenge = challengeOf(book, one);
    if (challenge) recountOne(sheet, book, challenge, one, purchase, at);
  }
  return sheet.finish();
}

function recountOne(
  sheet: Sheet,
  book: Book,
  challenge: Challenge,
  before: Assignment,
  purchase: PurchaseBack,
  at: Instant,
): void {
  const counted = withParts(challenge, before, purchase);
  if (counted === before) return;
  const { assignment: fallen, takenBack } = fallBack(challenge, counted);
  const { assignment, rewards, rounds } = reach(book, challenge, fallen, at);
  place(sheet, challenge, before, assignment, at);
  const undone = before.rounds - fallen.rounds;
  sheet.count(challenge.id, rounds - undone, book);
  const day = book.terms.zone.dayOf(at);
  const was = raw(challenge, before);
  const now = raw(challenge, fallen);
  const after = progressOf(challenge, counted) - progressOf(challenge, before);
  if (now === was && after === 0 && takenBack.length === 0 && rewards.length === 0) return;
  sheet.tell({
    kind: 'progress',
    challenge: challenge.id,
    assignment: before.id,
    before: isComplete(challenge, before) ? was : shownProgress(challenge, before, day),
    after: isComplete(challenge, assignment)
      ? raw(challenge, assignment)
      : shownProgress(challenge, assignment, day),
    gain: after,
    target: assignment.target,
    completed: rounds > 0,
    score: sheet.score(challenge, after, at),
    rewards,
    takenBack,
  });
}

/** What counts towards the target, that of a completed round included. */
function raw(challenge: Challenge, assignment: Assignment): number {
  const value = progressOf(challenge, assignment);
  const complete = isAdded(challenge) && isComplete(challenge, assignment);
  return complete ? value + assignment.target : value;
}

/** Puts it where it belongs: open as long as its window lasts and rounds are missing. */
function place(
  sheet: Sheet,
  challenge: Challenge,
  before: Assignment,
  assignment: Assignment,
  at: Instant,
): void {
  if (before.closedAt === null) {
    if (assignment.closedAt === null) sheet.put(assignment);
    else sheet.close(challenge, assignment);
    return;
  }
  const over = assignment.end !== null && assignment.end <= at;
  if (isComplete(challenge, assignment) || over) sheet.keepClosed(assignment);
  else sheet.reopen(assignment);
}

/** The assignment with the parts of a purchase as they are after the return. */
function withParts(challenge: Challenge, before: Assignment, purchase: PurchaseBack): Assignment {
  const parts = before.parts.map((part) => {
    if (part.no !== purchase.no) return part;
    const left = leftOf(challenge, part, purchase.lines);
    return left === part.left ? part : { ...part, left };
  });
  if (parts.every((part, index) => part === before.parts[index])) return before;
  const { kind } = challenge.goal;
  if (kind === 'streak') return { ...before, parts, runs: runsOf(before, parts) };
  if (kind === 'collect') return { ...before, parts, items: itemsOf(before, parts) };
  let progress = before.progress;
  for (const [index, part] of parts.entries()) {
    progress += part.left - (before.parts[index] as Part).left;
  }
  return { ...before, parts, progress };
}

function leftOf({ goal }: Challenge, part: Part, lines: readonly LineBack[]): number {
  let net = 0;
  let netBack = 0;
  let pieces = 0;
  let piecesBack = 0;
  for (const [place, line] of lines.entries()) {
    if (part.lines && !part.lines.includes(place)) continue;
    net += line.net;
    netBack += line.netBack;
    pieces += line.pieces;
    piecesBack += line.piecesBack;
  }
  const byPieces = goal.kind === 'pieces' || net === 0;
  const of = byPieces ? pieces : net;
  const back = Math.min(byPieces ? piecesBack : netBack, of);
  if (of === back) return 0;
  if (goal.kind === 'count' && goal.atLeast > 0) {
    const money = scale(Number(part.what ?? 0), of - back, of, 'up');
    if (money < goal.atLeast) return 0;
  }
  return scale(part.amount, of - back, of, 'up');
}

/** A day stands as long as a purchase of it does; one of which parts were forgotten stands too. */
function runsOf(before: Assignment, parts: readonly Part[]): Assignment['runs'] {
  let { runs } = before;
  for (const [index, part] of parts.entries()) {
    const day = Number(part.what);
    const was = (before.parts[index] as Part).left;
    if (was > 0 && part.left === 0 && !stands(parts, part.what)) runs = removeDay(runs, day);
    if (was === 0 && part.left > 0 && day > (before.used ?? day - 1)) runs = addDay(runs, day);
  }
  return runs;
}

function itemsOf(before: Assignment, parts: readonly Part[]): readonly string[] {
  const items = new Set(before.items);
  for (const { what, left } of parts) {
    if (left > 0) items.add(String(what));
    else if (!stands(parts, what)) items.delete(String(what));
  }
  return [...items];
}

function stands(parts: readonly Part[], what: Part['what']): boolean {
  const forgotten = parts.length === SLICE_LIMITS.parts && parts[0]?.what === what;
  return forgotten || parts.some((part) => part.what === what && part.left > 0);
}
