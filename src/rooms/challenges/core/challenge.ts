import type { Duration } from '../../../kernel/duration.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';
import type { CompiledExpression, Grant, OfferLimit } from '../../program/index.ts';

/** What an event must bring forward. Money in the smallest unit. */
export type Goal =
  | { readonly kind: 'count'; readonly atLeast: number }
  | { readonly kind: 'pieces' }
  | { readonly kind: 'spend' }
  | { readonly kind: 'sum'; readonly of: CompiledExpression<number> }
  | { readonly kind: 'streak' }
  | {
      readonly kind: 'collect';
      readonly of: CollectOf;
      readonly among: ReadonlySet<string> | null;
    };

export type CollectOf = 'category' | 'product' | 'brand' | 'store' | 'channel';

/** An event of a type for which a condition holds; a null condition always holds. */
export interface Trigger {
  readonly on: string;
  readonly when: CompiledExpression<boolean> | null;
}

export type Assign =
  | { readonly kind: 'all'; readonly when: CompiledExpression<boolean> | null }
  | (Trigger & { readonly kind: 'event'; readonly again: 'ignore' | 'stack' | 'restart' });

/** What is given at a value on the way to the target. */
export interface Stage {
  readonly at: number;
  readonly grants: readonly Grant[];
}

/** How often a target may pay: for one member, and for all together. The engine counts. */
export interface PayLimits {
  readonly perMember: readonly OfferLimit[];
  readonly total: number | null;
}

/** How many rows a leaderboard shows, and which attributes of members it needs. */
export interface Leaderboard {
  readonly show: number;
  /** The member agreed to be shown when this attribute is `true`. */
  readonly consent: string;
  /** By what a member is called; only its first letter is ever shown. */
  readonly name: string;
}

/** A challenge of the document, compiled. */
export interface Challenge {
  readonly id: string;
  /** The type of the events that count. */
  readonly on: string;
  readonly when: CompiledExpression<boolean> | null;
  /** The condition is asked line by line, and only the lines count for which it holds. */
  readonly byLine: boolean;
  readonly goal: Goal;
  readonly target: number;
  /** The fixed days as moments: the first of it, and the first after it. */
  readonly from: Instant | null;
  readonly end: Instant | null;
  /** How long it runs for a member. */
  readonly lasts: Duration | null;
  readonly assign: Assign;
  readonly optIn: boolean;
  readonly startOn: Trigger | null;
  /** Rounds in all; infinite without end. */
  readonly rounds: number;
  /** What is above the target counts towards the next round. */
  readonly carry: boolean;
  readonly stages: readonly Stage[];
  readonly grants: readonly Grant[];
  readonly takeBack: boolean;
  readonly limits: PayLimits;
  readonly leaderboard: Leaderboard | null;
}

/** The challenges of one program version. */
export interface Challenges {
  readonly version: number;
  readonly zone: Zone;
  readonly byId: ReadonlyMap<string, Challenge>;
  /** By event type, what counts for members without having been assigned. */
  readonly open: ReadonlyMap<string, readonly Challenge[]>;
  /** By event type, what an event assigns. */
  readonly assigning: ReadonlyMap<string, readonly Challenge[]>;
  /** How long after its end a challenge takes a return into account. */
  readonly remembered: Duration;
}

/** The version in force, and those before it under which members were promised something. */
export interface Book {
  readonly terms: Challenges;
  past(version: number): Challenges | undefined;
}
