import type { Day, Instant } from '../../../kernel/time.ts';
import type { Book, Challenge, Stage } from './challenge.ts';
import type { Reward } from './effect.ts';
import type { Assignment } from './slice.ts';
import { alive, longest } from './streak.ts';

/** Rounds that one event completes at most; what is above stays for the next one. */
const ROUNDS_AT_ONCE = 100;

/** The challenge by which an assignment goes on: that of its version, or else the one in force. */
export function challengeOf({ terms, past }: Book, assignment: Assignment): Challenge | undefined {
  const { challenge, version } = assignment;
  const promised = version === terms.version ? terms : past(version);
  return promised?.byId.get(challenge) ?? terms.byId.get(challenge);
}

/** Whether numbers are added up: then a round is a target's worth of them. */
export function isAdded({ goal }: Challenge): boolean {
  return goal.kind !== 'streak' && goal.kind !== 'collect';
}

/** How far a round is. */
export function progressOf({ goal }: Challenge, assignment: Assignment): number {
  if (goal.kind === 'streak') return longest(assignment.runs);
  return goal.kind === 'collect' ? assignment.items.length : assignment.progress;
}

/** How far a round is as a member sees it: a broken streak is over. */
export function shownProgress(challenge: Challenge, assignment: Assignment, day: Day): number {
  if (challenge.goal.kind === 'streak') return alive(assignment.runs, day);
  return progressOf(challenge, assignment);
}

/** Whether an assignment has all its rounds. */
export function isComplete({ rounds }: Challenge, assignment: Assignment): boolean {
  return assignment.rounds >= rounds;
}

/** What the round gives that the assignment is in. */
function targetReward(challenge: Challenge, { id, rounds }: Assignment): Reward {
  const { grants, limits } = challenge;
  return { key: `${id}:${rounds + 1}`, grants, limits, final: isFinal(challenge) };
}

/** What a stage of this round gives; the first is 1. */
function stageReward(challenge: Challenge, { id, rounds }: Assignment, stage: number): Reward {
  const { grants } = challenge.stages[stage - 1] as Stage;
  const key = `${id}:${rounds + 1}.${stage}`;
  return { key, grants, limits: null, final: isFinal(challenge) };
}

function isFinal({ on, takeBack }: Challenge): boolean {
  return on !== 'purchase' || !takeBack;
}

/** Rounds that were reached: the assignment after them, and what is given for them. */
export interface Reached {
  readonly assignment: Assignment;
  readonly rewards: readonly Reward[];
  readonly rounds: number;
}

/**
 * Passes the stages and targets that the assignment has reached. A round that has begun ends under
 * its version; the next begins under the version in force, unless that no longer has it.
 */
export function reach(book: Book, from: Challenge, start: Assignment, at: Instant): Reached {
  let challenge = from;
  let assignment = start;
  const rewards: Reward[] = [];
  for (let turns = 0; turns < ROUNDS_AT_ONCE; turns++) {
    if (isComplete(challenge, assignment)) break;
    assignment = passStages(challenge, assignment, rewards);
    if (progressOf(challenge, assignment) < assignment.target) break;
    rewards.push(targetReward(challenge, assignment));
    const next = book.terms.byId.get(assignment.challenge);
    if (assignment.rounds + 1 >= challenge.rounds || !next) {
      assignment = lastRound(challenge, assignment, at);
      break;
    }
    assignment = nextRound(challenge, assignment, next, book.terms.version);
    challenge = next;
  }
  return { assignment, rewards, rounds: assignment.rounds - start.rounds };
}

function passStages(challenge: Challenge, assignment: Assignment, rewards: Reward[]): Assignment {
  const value = progressOf(challenge, assignment);
  let { stage } = assignment;
  for (let next = challenge.stages[stage]; next; next = challenge.stages[stage]) {
    if (value < next.at) break;
    stage += 1;
    rewards.push(stageReward(challenge, assignment, stage));
  }
  return stage === assignment.stage ? assignment : { ...assignment, stage };
}

/** What is above the target stays with the last round, so that a return eats from it first. */
function lastRound(challenge: Challenge, assignment: Assignment, at: Instant): Assignment {
  const left = isAdded(challenge) ? assignment.progress - assignment.target : 0;
  return { ...assignment, rounds: assignment.rounds + 1, progress: left, closedAt: at };
}

function nextRound(
  challenge: Challenge,
  assignment: Assignment,
  next: Challenge,
  version: number,
): Assignment {
  const added = isAdded(challenge);
  const above = added && challenge.carry ? assignment.progress - assignment.target : 0;
  const last = assignment.parts[assignment.parts.length - 1];
  const carried = last && above > 0 ? [{ ...last, amount: above, left: above }] : [];
  const days = assignment.runs[assignment.runs.length - 1];
  return {
    ...assignment,
    version,
    target: next.target,
    rounds: assignment.rounds + 1,
    progress: above,
    stage: 0,
    parts: challenge.takeBack && added ? assignment.parts : carried,
    runs: [],
    used: days ? days[0] + days[1] - 1 : null,
    items: [],
  };
}

/**
 * Takes back stages and rounds that the assignment no longer reaches, the last first. Where the
 * challenge lets them be kept, only the progress of the round shrinks.
 */
export function fallBack(
  challenge: Challenge,
  start: Assignment,
): { assignment: Assignment; takenBack: readonly Reward[] } {
  let assignment = start;
  const takenBack: Reward[] = [];
  while (challenge.takeBack) {
    if (!isComplete(challenge, assignment)) {
      assignment = leaveStages(challenge, assignment, takenBack);
    }
    if (assignment.rounds === 0 || !isShort(challenge, assignment)) break;
    const progress = isAdded(challenge) ? assignment.progress + assignment.target : 0;
    const rounds = assignment.rounds - 1;
    assignment = { ...assignment, rounds, progress, stage: challenge.stages.length };
    takenBack.push(targetReward(challenge, assignment));
  }
  if (assignment.progress < 0) assignment = { ...assignment, progress: 0 };
  return { assignment, takenBack };
}

function isShort(challenge: Challenge, assignment: Assignment): boolean {
  if (isAdded(challenge)) return assignment.progress < 0;
  return isComplete(challenge, assignment) && progressOf(challenge, assignment) < assignment.target;
}

function leaveStages(challenge: Challenge, assignment: Assignment, back: Reward[]): Assignment {
  const value = progressOf(challenge, assignment);
  let { stage } = assignment;
  for (let last = challenge.stages[stage - 1]; last; last = challenge.stages[stage - 1]) {
    if (value >= last.at) break;
    back.push(stageReward(challenge, assignment, stage));
    stage -= 1;
  }
  return stage === assignment.stage ? assignment : { ...assignment, stage };
}
