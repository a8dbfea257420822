import type { Instant } from '../../../kernel/time.ts';
import type { Facts, Grant } from '../../program/index.ts';
import { windowProblem } from './assign.ts';
import type { Book, Challenge } from './challenge.ts';
import { challengeOf, shownProgress } from './rounds.ts';
import { type Assignment, EMPTY_SLICE, SLICE_LIMITS, type Slice } from './slice.ts';

/** What the numbers of a challenge are. Money in the smallest unit. */
export type Unit = 'events' | 'pieces' | 'money' | 'sum' | 'days' | 'things';

interface About {
  readonly challenge: string;
  /** The program version whose terms hold. */
  readonly version: number;
  readonly unit: Unit;
  readonly target: number;
  readonly end: Instant | null;
  /** What the target gives, and what its stages give on the way. */
  readonly grants: readonly Grant[];
  readonly stages: readonly {
    readonly at: number;
    readonly reached: boolean;
    readonly grants: readonly Grant[];
  }[];
}

/** A challenge that a member has. */
export interface OpenChallenge extends About {
  readonly assignment: string;
  readonly status: Assignment['status'];
  readonly since: Instant;
  readonly progress: number;
  /** Rounds completed, and of how many; null is without end. */
  readonly rounds: number;
  readonly roundsOf: number | null;
  /** At least two thirds are done. */
  readonly nearly: boolean;
}

/** A challenge that a member may have: by joining, or by the first event that counts. */
export interface AvailableChallenge extends About {
  readonly join: boolean;
}

/** All that a member has and may have. */
export interface Overview {
  /** The nearest to its target first. */
  readonly open: readonly OpenChallenge[];
  readonly available: readonly AvailableChallenge[];
  readonly done: readonly { readonly challenge: string; readonly times: number }[];
}

/**
 * What a member sees of challenges at a moment.
 *
 * @param slice settled up to that moment.
 * @param facts the member and the moment, without an event.
 */
export function overview(book: Book, slice: Slice | undefined, facts: Facts): Overview {
  const { open, done } = slice ?? EMPTY_SLICE;
  return {
    open: open.flatMap((one) => openOne(book, one, facts)).toSorted(byShare),
    available: availableTo(book, slice ?? EMPTY_SLICE, facts),
    done: Object.entries(done).map(([challenge, times]) => ({ challenge, times })),
  };
}

function openOne(book: Book, one: Assignment, { day }: Facts): OpenChallenge[] {
  const challenge = challengeOf(book, one);
  if (!challenge) return [];
  const progress = shownProgress(challenge, one, day);
  return [
    {
      ...about(challenge, one.version, one.stage),
      target: one.target,
      end: one.end,
      assignment: one.id,
      status: one.status,
      since: one.since,
      progress,
      rounds: one.rounds,
      roundsOf: Number.isFinite(challenge.rounds) ? challenge.rounds : null,
      nearly: one.status === 'open' && progress * 3 >= one.target * 2,
    },
  ];
}

function availableTo(book: Book, { open, done }: Slice, facts: Facts): AvailableChallenge[] {
  const { terms } = book;
  if (open.length >= SLICE_LIMITS.open) return [];
  return [...terms.byId.values()].flatMap((challenge): AvailableChallenge[] => {
    const { id, assign, rounds, optIn } = challenge;
    if (assign.kind !== 'all' || windowProblem(challenge, facts.at) !== null) return [];
    if ((done[id] ?? 0) >= rounds || open.some((one) => one.challenge === id)) return [];
    if (assign.when && assign.when(facts) !== true) return [];
    if (!facts.member.allows('challenges', id)) return [];
    return [{ ...about(challenge, terms.version, 0), join: optIn }];
  });
}

function about(challenge: Challenge, version: number, stage: number): About {
  const { id, target, end, grants, stages } = challenge;
  return {
    ...{ challenge: id, version, unit: unitOf(challenge), target, end, grants },
    stages: stages.map((one, index) => ({
      at: one.at,
      reached: index < stage,
      grants: one.grants,
    })),
  };
}

const UNITS = {
  count: 'events',
  pieces: 'pieces',
  spend: 'money',
  sum: 'sum',
  streak: 'days',
  collect: 'things',
} as const;

function unitOf({ goal }: Challenge): Unit {
  return UNITS[goal.kind];
}

function byShare(one: OpenChallenge, other: OpenChallenge): number {
  return other.progress * one.target - one.progress * other.target;
}
