import { roughDays } from '../../../kernel/duration-problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Book, Challenge, Challenges } from './challenge.ts';
import { type ChallengeEffect, NO_EFFECTS, type Step } from './effect.ts';
import {
  type Assignment,
  EMPTY_SLICE,
  type Score,
  SLICE_LIMITS,
  type Slice,
  unlessEmpty,
} from './slice.ts';

/** Days by which a duration in months or years may be longer than a rough count of its days. */
const ROUGH = 3;
const DAY_MS = 86_400_000;

/**
 * Whether the oldest completed one has surely been over for longer than it is remembered. Costs
 * next to nothing: every event asks. What is a few days short of sure may stay a few days.
 */
export function mayForget({ closed }: Slice, at: Instant, { remembered }: Challenges): boolean {
  const closedAt = closed[0]?.closedAt ?? null;
  return closedAt !== null && at - closedAt > (roughDays(remembered) + ROUGH) * DAY_MS;
}

/** A slice in the making: what is changed is copied first, the rest stays shared. */
export class Sheet {
  readonly #before: Slice | undefined;
  #open: readonly Assignment[];
  #closed: readonly Assignment[];
  #done: Readonly<Record<string, number>>;
  #scores: Readonly<Record<string, Score>>;
  readonly #effects: ChallengeEffect[] = [];

  constructor(slice: Slice | undefined) {
    this.#before = slice;
    const { open, closed, done, scores } = slice ?? EMPTY_SLICE;
    this.#open = open;
    this.#closed = closed;
    this.#done = done;
    this.#scores = scores;
  }

  get open(): readonly Assignment[] {
    return this.#open;
  }

  get closed(): readonly Assignment[] {
    return this.#closed;
  }

  done(challenge: string): number {
    return this.#done[challenge] ?? 0;
  }

  has(challenge: string): boolean {
    return this.#open.some((one) => one.challenge === challenge);
  }

  tell(effect: ChallengeEffect): void {
    this.#effects.push(effect);
  }

  put(assignment: Assignment): void {
    const index = this.#open.findIndex((one) => one.id === assignment.id);
    this.#open = index < 0 ? [...this.#open, assignment] : this.#open.with(index, assignment);
  }

  drop(assignment: Assignment): void {
    this.#open = this.#open.filter((one) => one.id !== assignment.id);
    this.#closed = this.#closed.filter((one) => one.id !== assignment.id);
  }

  /** Takes a completed one out of the open; it is remembered as long as a return may undo it. */
  close(challenge: Challenge, assignment: Assignment): void {
    this.drop(assignment);
    if (!challenge.takeBack || assignment.parts.length === 0) return;
    this.#closed = [...this.#closed, assignment].slice(-SLICE_LIMITS.closed);
  }

  /** Changes a completed one that stays completed (or whose window is over). */
  keepClosed(assignment: Assignment): void {
    const index = this.#closed.findIndex((one) => one.id === assignment.id);
    if (index >= 0) this.#closed = this.#closed.with(index, assignment);
  }

  /** Takes back into the open what is no longer completed. */
  reopen(assignment: Assignment): void {
    this.#closed = this.#closed.filter((one) => one.id !== assignment.id);
    this.#open = [...this.#open, { ...assignment, closedAt: null }];
  }

  /**
   * Forgets completed ones that returns no longer reach. A recount does it first, so it makes no
   * difference to anybody when else it is done: only the state gets smaller.
   */
  forget(until: Instant, { zone, remembered }: Challenges): void {
    const isOver = ({ closedAt }: Assignment): boolean =>
      closedAt !== null && zone.plus(closedAt, remembered) < until;
    if (this.#closed.some(isOver)) this.#closed = this.#closed.filter((one) => !isOver(one));
  }

  /** Counts completed rounds, or uncounts them. Too many: those no longer in force go. */
  count(challenge: string, rounds: number, { terms }: Book): void {
    if (rounds === 0) return;
    const { [challenge]: before = 0, ...others } = this.#done;
    const now = before + rounds;
    const counts = now > 0 ? { ...others, [challenge]: now } : others;
    const ids = Object.keys(counts);
    this.#done = counts;
    if (ids.length <= SLICE_LIMITS.done) return;
    const kept = ids.filter((id) => terms.byId.has(id)).map((id) => [id, counts[id] as number]);
    this.#done = Object.fromEntries(kept);
  }

  /** Adds to the score of a challenge with a leaderboard; null for others. */
  score({ id, leaderboard }: Challenge, gain: number, at: Instant): Score | null {
    if (!leaderboard) return null;
    const [before, since] = this.#scores[id] ?? [0, at];
    const points = Math.max(0, before + gain);
    const score: Score = [points, points === before ? since : at];
    this.#scores = { ...this.#scores, [id]: score };
    return score;
  }

  finish(): Step {
    const before = this.#before ?? EMPTY_SLICE;
    const changed =
      this.#open !== before.open ||
      this.#closed !== before.closed ||
      this.#done !== before.done ||
      this.#scores !== before.scores;
    const effects = this.#effects.length > 0 ? this.#effects : NO_EFFECTS;
    if (!changed) return { slice: this.#before, effects };
    const slice = {
      open: this.#open,
      closed: this.#closed,
      done: this.#done,
      scores: this.#scores,
    };
    return { slice: unlessEmpty(slice), effects };
  }
}
