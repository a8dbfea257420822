import type { Instant } from '../../../kernel/time.ts';
import type { Grant } from '../../program/index.ts';
import type { PayLimits } from './challenge.ts';
import type { Score, Slice } from './slice.ts';

/** What is given (or taken back) together, and for what. */
export interface Reward {
  /** `<assignment>:<round>` for a target, `<assignment>:<round>.<stage>` for a stage. */
  readonly key: string;
  readonly grants: readonly Grant[];
  /** How often it may be paid; a stage may always be. */
  readonly limits: PayLimits | null;
  /** Given for good: no return takes it back. */
  readonly final: boolean;
}

interface About {
  readonly challenge: string;
  readonly assignment: string;
}

/** What happened to a challenge, as the decision tells it. Money in the smallest unit. */
export type ChallengeEffect =
  | (About & {
      /** A member has it: on offer, waiting for its start, or counting. */
      readonly kind: 'offered' | 'waiting' | 'assigned' | 'joined' | 'started';
      readonly target: number;
      readonly end: Instant | null;
    })
  | (About & {
      /** An event counted (or a return counted back, with a gain below zero). */
      readonly kind: 'progress';
      readonly before: number;
      readonly after: number;
      readonly gain: number;
      readonly target: number;
      /** A round was completed by this. */
      readonly completed: boolean;
      /** What the member has in its leaderboard after this; null without one. */
      readonly score: Score | null;
      readonly rewards: readonly Reward[];
      /** A return took back what had been completed, or a stage. */
      readonly takenBack: readonly Reward[];
    })
  | (About & {
      readonly kind: 'ended';
      readonly reason: 'window_over' | 'left' | 'removed' | 'restarted';
      readonly at: Instant;
      readonly progress: number;
      readonly target: number;
    })
  | {
      /** Out of its leaderboard: the member has left. */
      readonly kind: 'unranked';
      readonly challenge: string;
      readonly score: 0;
      readonly since: Instant;
    }
  | {
      readonly kind: 'refused';
      readonly challenge: string;
      readonly reason: 'open_already' | 'too_many_open' | 'window_over';
    };

/** What a step comes to. When nothing changes, the slice is the very one that went in. */
export interface Step {
  readonly slice: Slice | undefined;
  readonly effects: readonly ChallengeEffect[];
}

/** No effects: shared, because most events have none. */
export const NO_EFFECTS: readonly ChallengeEffect[] = Object.freeze([]);
