import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Facts } from '../../program/index.ts';
import { ended, newAssignment, told, windowProblem } from './assign.ts';
import type { Book, Challenge } from './challenge.ts';
import type { Step } from './effect.ts';
import { challengeOf } from './rounds.ts';
import { Sheet } from './sheet.ts';
import { type Assignment, SLICE_LIMITS, type Slice } from './slice.ts';

/** A step, or a no that changes nothing. */
export type StepOrProblem = (Step & { readonly problem: null }) | { readonly problem: Problem };

/**
 * The member takes part in a challenge: one on offer, by the version that offered it, or one open
 * to those who ask. Its time runs from now.
 */
export function join(
  book: Book,
  slice: Slice | undefined,
  id: string,
  facts: Facts,
  no: number,
): StepOrProblem {
  const sheet = new Sheet(slice);
  const offered = sheet.open.find((one) => one.challenge === id && one.status === 'offered');
  const terms = (offered && book.past(offered.version)) ?? book.terms;
  const challenge = terms.byId.get(id) ?? book.terms.byId.get(id);
  if (!challenge?.optIn) {
    return refused('challenge_unknown', `No challenge "${id}" asks to be joined.`);
  }
  const problem = whyNot(sheet, challenge, offered, facts);
  if (problem) return { problem };
  const status = challenge.startOn ? 'waiting' : 'open';
  const { happenedAt } = facts.fact;
  const fresh = newAssignment(terms, challenge, offered?.id ?? `${no}.0`, happenedAt, status);
  const joined = { ...fresh, rounds: challenge.assign.kind === 'all' ? sheet.done(id) : 0 };
  sheet.put(joined);
  sheet.tell(told('joined', joined));
  return { ...sheet.finish(), problem: null };
}

function whyNot(
  sheet: Sheet,
  challenge: Challenge,
  offered: Assignment | undefined,
  facts: Facts,
): Problem | null {
  const { id, assign } = challenge;
  if (!offered && sheet.has(id)) {
    return problemOf('challenge_joined_already', `The member takes part in "${id}" already.`);
  }
  if (!facts.member.allows('challenges', id)) {
    return problemOf(
      'consent_missing',
      `"${id}" rests on a consent that the member has not given.`,
    );
  }
  const window = windowProblem(challenge, facts.fact.happenedAt);
  if (window === 'early') return problemOf('challenge_not_yet', `"${id}" has not begun.`);
  if (window === 'over') return problemOf('challenge_over', `"${id}" is over.`);
  if (offered) return null;
  const forMember = assign.kind === 'all' && (!assign.when || assign.when(facts) === true);
  if (!forMember) return problemOf('challenge_not_offered', `"${id}" is not for this member.`);
  if (sheet.done(id) >= challenge.rounds) {
    return problemOf('challenge_done', `The member has completed "${id}".`);
  }
  if (sheet.open.length < SLICE_LIMITS.open) return null;
  return problemOf('challenges_too_many', `The member has ${SLICE_LIMITS.open} challenges open.`);
}

/** The member leaves a challenge; what was completed in it stays. */
export function leave(
  book: Book,
  slice: Slice | undefined,
  id: string,
  at: Instant,
): StepOrProblem {
  const sheet = new Sheet(slice);
  const mine = sheet.open.filter((one) => one.challenge === id && mayLeave(book, one));
  if (mine.length === 0) return refused('challenge_not_joined', `The member is not in "${id}".`);
  for (const one of mine) {
    sheet.drop(one);
    sheet.tell(ended(one, 'left', at));
  }
  return { ...sheet.finish(), problem: null };
}

/** What everybody has anyhow cannot be left: it would begin again. */
function mayLeave(book: Book, one: Assignment): boolean {
  const challenge = challengeOf(book, one);
  return challenge === undefined || challenge.optIn || challenge.assign.kind === 'event';
}

const FIX: Readonly<Record<string, string>> = {
  challenge_unknown: 'Name a challenge of the program that is `optIn`.',
  challenge_joined_already: 'Nothing is to be done.',
  consent_missing: 'Ask the member for it first, and send consent.given.',
  challenge_not_yet: 'Join it from its first day on.',
  challenge_over: 'Join another one.',
  challenge_not_offered: 'Offer only what is available to the member.',
  challenge_done: 'Join another one.',
  challenges_too_many: 'Let one be completed, left or over first.',
  challenge_not_joined: 'Nothing is to be done.',
};

function problemOf(code: string, detail: string): Problem {
  return { code, path: '/data/challenge', detail, fix: FIX[code] ?? '' };
}

function refused(code: string, detail: string): StepOrProblem {
  return { problem: problemOf(code, detail) };
}
