import type { Instant } from '../../../kernel/time.ts';
import type { Entry } from '../../ledger/index.ts';
import type { CreditPart, HeldPart } from '../../points/index.ts';
import type { TierEffect } from '../../tiers/index.ts';
import type { Effect } from './parts/effect.ts';
import type { MemberState } from './state.ts';

/** One rule that was tried: its id, the reason code of the outcome, and the points it paid. */
export type TraceLine = readonly [rule: string, reason: string, points: number];

/** What one rule paid for a purchase, by line, so that a return knows what to undo. */
export interface Award {
  readonly rule: string;
  readonly currency: string;
  readonly points: number;
  readonly perLine: readonly number[];
  readonly onReturn: 'proportional' | 'all' | 'keep';
}

/** Points spent on a purchase, to be given back when it is returned. */
export interface PurchaseSpend {
  readonly currency: string;
  readonly parts: readonly HeldPart[];
  restored: number;
}

/** What has happened to a purchase since: returns, clawbacks, spends. Kept beside the event. */
export interface PurchaseFollowUp {
  /** Per line, what has come back: pieces, or money of its net amount. */
  returned: Record<string, { by: 'quantity' | 'amount'; units: number }>;
  /** Per currency, how much was asked back so far and what was really taken. */
  asked: Record<string, number>;
  undone: Record<string, CreditPart[]>;
  spends: PurchaseSpend[];
  /** By currency, the lot to which waiting points went (or would have) when their event came. */
  activated: Record<string, string>;
  /** It was followed in the history of a member into whom the buyer was merged. */
  elsewhere?: true;
}

/** A purchase as a later event finds it: what was bought, what it earned, what happened since. */
export interface PurchaseRecord {
  readonly memberId: number;
  /** The number of its event in the member's history. */
  readonly no: number;
  readonly happenedAt: Instant;
  readonly lines: readonly { line: string; quantity: number; net: number; voided: boolean }[];
  readonly awards: readonly Award[];
  readonly credits: Readonly<Record<string, readonly CreditPart[]>>;
  readonly followUp: PurchaseFollowUp;
  /** Whose purchase it is, when a member into whom the buyer was merged has it in the history. */
  readonly owner?: number;
  /** It does not stand in the history of the member whose turn it is. */
  readonly elsewhere?: true;
}

/** A purchase nothing has happened to yet. */
export function noFollowUp(): PurchaseFollowUp {
  return { returned: {}, asked: {}, undone: {}, spends: [], activated: {} };
}

/** The figures after a decision, as the till shows them. Smallest units. */
export type BalancesAfter = Record<string, { active: number; pending: number; held: number }>;

/**
 * What `decide` decided, complete enough to be saved, shown and explained. The event row keeps it
 * as it is; the first answer to a repeated event is read from it.
 */
export interface Decision {
  /** The program version that decided. */
  readonly program: number;
  /** The moment of the decision: the event's, or a later one up to which the member was settled. */
  readonly at: Instant;
  readonly awards: readonly Award[];
  readonly credits: Readonly<Record<string, readonly CreditPart[]>>;
  readonly tiers: readonly TierEffect[];
  readonly trace: readonly TraceLine[];
  /** Points taken from budgets, by budget key. */
  readonly budgets: Readonly<Record<string, number>>;
  /** Budgets that this decision ended. */
  readonly stopped: readonly string[];
  /** Points this event moved, by currency: earned, taken back, spent, given back, expired, … */
  readonly moved: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly balances: BalancesAfter;
  readonly levels: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  /** What happened in the other rooms. */
  readonly effects: readonly Effect[];
}

/** A business no: nothing has changed. */
export interface Refusal {
  readonly code: string;
  readonly path: string;
  readonly detail: string;
  readonly fix: string;
}

/** Everything that has to be written for one decided event. */
export interface Outcome {
  readonly decision: Decision;
  readonly state: MemberState;
  readonly entries: readonly Entry[];
  /** The purchase whose follow-up changed. */
  readonly purchase: PurchaseRecord | null;
  /** The other member of a transfer. */
  readonly other: {
    readonly state: MemberState;
    readonly entries: readonly Entry[];
    readonly decision: Decision;
  } | null;
}

export type Decided =
  | { readonly ok: true; readonly outcome: Outcome }
  | { readonly ok: false; readonly refusal: Refusal };
