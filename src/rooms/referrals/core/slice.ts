import type { Instant } from '../../../kernel/time.ts';

/**
 * Where a referral stands, as the friend's slice tells it:
 *
 *   open ──purchase──► pending ──window over──► ripe ──looked at──► qualified ──return──► reversed
 *    │ ▲                  │                      │
 *    │ └──── return ──────┴──────────────────────┤
 *    └──too late──► lapsed                       └──► refused
 *
 * A referral that is held goes on like any other up to `ripe` (or `lapsed`); only a review lets it
 * qualify, and until then nothing is paid.
 */
export type ReferralState =
  | 'open'
  | 'pending'
  | 'ripe'
  | 'qualified'
  | 'reversed'
  | 'lapsed'
  | 'refused';

/** A purchase that may qualify: its name, when it was made, when its return window is over. */
export interface Candidate {
  /** `source/id` of its event. */
  readonly purchase: string;
  readonly at: Instant;
  readonly ends: Instant;
}

/** The friend's side: who brought this member, and how far that has come. */
export interface Brought {
  /** The referral's id; the ids of all that follows are made from it. */
  readonly id: string;
  /** The program version that promised: its terms decide this referral to its end. */
  readonly version: number;
  readonly code: string;
  /** Whom the friend counts for: the advocate, the advocate's advocate, … at most 3. */
  readonly chain: readonly number[];
  readonly at: Instant;
  readonly state: ReferralState;
  /** Before this moment the purchase must be made. */
  readonly until: Instant;
  /** When something is next due; null for never. */
  readonly due: Instant | null;
  /** Purchases that may qualify, the first window first; the first one when qualified. */
  readonly purchases: readonly Candidate[];
  /** How many times it has become ripe: part of the follow-up's id. */
  readonly ripened: number;
  /** Waits for a review. */
  readonly held: boolean;
  /** What counted when the friend came, by check. */
  readonly noted: Readonly<Record<string, number>>;
  /** Checks that a reviewer has cleared. */
  readonly cleared: readonly string[];
  /** Whether the friend has had the welcome. */
  readonly welcomed: boolean;
  /** The event that paid the friend for qualifying: a reversal takes back what it gave. */
  readonly rewardedBy: string | null;
}

/** The advocate's side: counts only, so that it does not grow with the friends. */
export interface Tally {
  /** Friends who came with the advocate's code. */
  readonly bound: number;
  /** Of these, the ones that lapsed or were refused. */
  readonly closed: number;
  /** Who qualified and was not reversed, by depth: friends, their friends, and theirs. */
  readonly done: readonly number[];
  /** How many were reversed after they had counted. */
  readonly reversed: number;
  /** Steps of the progress bar that were reached, and those that were lost again. */
  readonly steps: Readonly<Record<string, 'reached' | 'lost'>>;
}

/** What a member's state keeps of referrals. Replaced, never changed; absent for most members. */
export interface ReferralSlice {
  /** The member's own codes, the first one the oldest; all stay good. */
  readonly codes?: readonly string[];
  readonly friend?: Brought;
  readonly advocate?: Tally;
}

/** A tally before anybody has come. */
export const NO_TALLY: Tally = { bound: 0, closed: 0, done: [], reversed: 0, steps: {} };
