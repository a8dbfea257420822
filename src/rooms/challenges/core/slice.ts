import type { Day, Instant } from '../../../kernel/time.ts';

/** Days in a row: the first and how many. */
export type Run = readonly [start: Day, days: number];

/** What one purchase brought forward, so that its return can take it back. */
export interface Part {
  /** The number of the purchase's event in the member's history. */
  readonly no: number;
  /** What it counted, and what of that is left after its returns. */
  readonly amount: number;
  readonly left: number;
  /** The local day (streak), the thing (collect), or the money that had to be enough (count). */
  readonly what?: number | string;
  /** The lines that counted, by their place in the purchase; absent when all did. */
  readonly lines?: readonly number[];
}

/** A challenge that a member has. Replaced, never changed. */
export interface Assignment {
  /** `<event number>.<n>` of the event that assigned it. */
  readonly id: string;
  readonly challenge: string;
  /** The program version that promised it. */
  readonly version: number;
  /** Offered: waits for the member. Waiting: waits for its start. Open: counts. */
  readonly status: 'offered' | 'waiting' | 'open';
  /** Events from here on count, and those before `end`; null is without end. */
  readonly since: Instant;
  readonly end: Instant | null;
  /** What a round needs. */
  readonly target: number;
  /** What this round has; of a streak and a collection it stands in `runs` and `items`. */
  readonly progress: number;
  /** Rounds completed. */
  readonly rounds: number;
  /** Stages of this round that were reached. */
  readonly stage: number;
  readonly parts: readonly Part[];
  /** Streak: the last runs of days, oldest first. */
  readonly runs: readonly Run[];
  /** Streak: days up to this one went into an earlier round. */
  readonly used: Day | null;
  /** Collection: what there is, in the order in which it came. */
  readonly items: readonly string[];
  /** When its last round was completed; null while it is open. */
  readonly closedAt: Instant | null;
}

/** What a member has in one leaderboard. */
export type Score = readonly [score: number, at: Instant];

/** What a member has of this room. Replaced, never changed; absent when there is nothing. */
export interface Slice {
  readonly open: readonly Assignment[];
  /** Completed ones that a return may still take back, oldest first. */
  readonly closed: readonly Assignment[];
  /** How often each challenge was completed. */
  readonly done: Readonly<Record<string, number>>;
  /** Scores of challenges with a leaderboard: the sum of gains, and since when it is so high. */
  readonly scores: Readonly<Record<string, Score>>;
}

/** Bounds of a slice. The oldest makes room, except for open challenges: there the next waits. */
export const SLICE_LIMITS = { open: 50, closed: 20, parts: 40, runs: 4, done: 400 };

export const EMPTY_SLICE: Slice = { open: [], closed: [], done: {}, scores: {} };

/** The slice, or nothing when nothing is in it. */
export function unlessEmpty(slice: Slice): Slice | undefined {
  if (slice.open.length > 0 || slice.closed.length > 0) return slice;
  for (const _ in slice.done) return slice;
  for (const _ in slice.scores) return slice;
  return undefined;
}
