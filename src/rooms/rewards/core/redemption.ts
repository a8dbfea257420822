import type { Problem } from '../../../kernel/problem.ts';
import type { Day, Instant } from '../../../kernel/time.ts';
import type { Grant } from '../../program/index.ts';
import type { Price } from './price.ts';
import type { Fulfilment, RewardKind } from './section.ts';

/** Redemptions that one member may have open at once. */
export const OPEN_REDEMPTIONS = 100;

/**
 * Where a redemption stands. Points are set aside while it is `held` (or `entered` in a draw);
 * from `reserved` on they are spent. What is rolled back or over is no longer in the slice.
 */
export type RedemptionState = 'held' | 'entered' | 'reserved' | 'to-collect' | 'shipped' | 'used';

/** Points of one lot that a redemption has spent, as the points room tells it. */
export interface PaidPart {
  readonly lot: string;
  readonly amount: number;
  readonly endsAt: Instant | null;
}

/** What one limit of the member has counted for a redemption: once, or its points. */
export type Counted = readonly [key: string, day: Day, amount: number];

/**
 * One redemption that is not over. It keeps what was promised, so that an edited or removed
 * reward changes nothing for it. Plain JSON; defaults are left out. Replaced, never changed.
 */
export interface Redemption {
  readonly id: string;
  readonly reward: string;
  readonly kind: RewardKind;
  readonly state: RedemptionState;
  readonly currency: string;
  /** Points set aside, later points spent. */
  readonly points: number;
  readonly heldAt: Instant;
  /** When the state ends by itself: the hold, the entry, the time to collect. */
  readonly until?: Instant;
  /** Until when what was spent can be rolled back. */
  readonly back?: Instant;
  readonly money?: number;
  /** What it takes off the basket. */
  readonly off?: number;
  /** The price of a discount, for a basket that changes until the commit. */
  readonly price?: Price;
  /** How it may reach the member; one way from the commit on. */
  readonly fulfil: readonly Fulfilment[];
  readonly store?: string;
  readonly gives?: readonly Grant[];
  /** The units of stock that it holds, each by the name under which its period counts them. */
  readonly stock?: readonly string[];
  /** What limits of the member have counted for it. */
  readonly counted?: readonly Counted[];
  readonly paid?: readonly PaidPart[];
  /** Promised ISO durations, counted from later moments. */
  readonly collectWithin?: string;
  readonly rollback?: string;
  /** How long the winner of a draw has. */
  readonly claim?: string;
}

/** A member's slice: open redemptions, oldest first; undefined for none. */
export type Redemptions = readonly Redemption[] | undefined;

/** Who does something, and where. */
export interface Counter {
  readonly store: string | null;
  readonly operator: string | null;
}

interface About {
  readonly id: string;
  readonly reward: string;
  readonly at: Instant;
}

/** Points are to be set aside until `until` at the latest, and each unit of `stock` taken. */
export interface HeldEffect extends About {
  readonly kind: 'held' | 'entered';
  readonly currency: string;
  readonly points: number;
  readonly money: number;
  readonly off: number;
  readonly until: Instant;
  readonly stock: readonly string[];
  /** The seal of the draw that was entered. */
  readonly draw?: string;
}

/** An entry won its draw: it is held now, with its unit, until `until`. */
export interface WonEffect extends About {
  readonly kind: 'won';
  readonly until: Instant;
  readonly stock: readonly string[];
}

/** The receipt: `points` of what was set aside are spent, `released` go back to their lots. */
export interface RedeemedEffect extends About, Counter {
  readonly kind: 'redeemed';
  readonly what: RewardKind;
  readonly currency: string;
  readonly points: number;
  readonly released: number;
  readonly money: number;
  readonly off: number;
  readonly state: RedemptionState;
}

/** What was set aside is free again, and the units of `stock` too. */
export interface ReleasedEffect extends About {
  readonly kind: 'released';
  readonly from: RedemptionState;
  readonly why: 'voided' | 'lapsed' | 'not-drawn';
  readonly currency: string;
  readonly points: number;
  readonly stock: readonly string[];
  readonly heldAt: Instant;
}

export interface MovedEffect extends About, Counter {
  readonly kind: 'moved';
  readonly from: RedemptionState;
  readonly to: RedemptionState;
}

/** Points go back to the lots they came from; what was given is taken back. */
export interface ReturnedEffect extends About, Counter {
  readonly kind: 'returned';
  readonly why: 'rolled-back' | 'not-collected';
  readonly from: RedemptionState;
  readonly currency: string;
  readonly paid: readonly PaidPart[];
  readonly money: number;
  readonly gave: readonly Grant[];
  readonly stock: readonly string[];
  readonly heldAt: Instant;
}

/** What a step did, as the decision keeps it and the till sees it. */
export type RewardEffect =
  | HeldEffect
  | WonEffect
  | RedeemedEffect
  | ReleasedEffect
  | MovedEffect
  | ReturnedEffect;

/** A step: the new slice with its effects and what the engine is to grant, or a no. */
export type RewardStep =
  | {
      readonly state: Redemptions;
      readonly effects: readonly RewardEffect[];
      readonly grants: readonly Grant[];
    }
  | { readonly refusal: Problem };

/** The open redemption of that id. */
export function find(state: Redemptions, id: string): Redemption | undefined {
  return state?.find((one) => one.id === id);
}

/** The slice with one redemption in a new form, or without it (null). */
export function replace(state: Redemptions, id: string, by: Redemption | null): Redemptions {
  const left = (state ?? []).flatMap((one) => (one.id === id ? (by ? [by] : []) : [one]));
  return left.length > 0 ? left : undefined;
}

/** A redemption that is not open: it was committed, voided, ran out, or never was. */
export function notOpen(id: string): { readonly refusal: Problem } {
  return no(
    'redemption_not_open',
    '/data/redemption',
    `There is no open redemption "${id}": it is over, ran out, or never was.`,
    'Hold the reward again.',
  );
}

/** A step that says no. */
export function no(code: string, path: string, detail: string, fix: string) {
  return { refusal: { code, path, detail, fix } } as const;
}
