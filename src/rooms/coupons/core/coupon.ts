import type { Duration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Line } from '../../events/index.ts';
import type { Facts } from '../../program/index.ts';
import type { ReasonCode } from './reason.ts';
import type { Remaining, Taken } from './values/value.ts';

/** A question about the event or the member, and the reason when the answer is no. */
export interface Question {
  readonly reason: ReasonCode;
  ask(facts: Facts): boolean;
}

/** A limit that the engine counts: `times` redemptions in each period. */
export interface CouponLimit {
  readonly key: string;
  readonly times: number;
  readonly per: Period;
}

/** Money that the engine takes from a shared budget when the coupon is reserved or redeemed. */
export interface CouponBudget {
  /** The same for all coupons of a campaign that pays. */
  readonly id: string;
  readonly money: number;
  readonly per: Period;
  readonly whenShort: 'refuse' | 'stop';
}

/** How long it is valid: between two moments, and, when issued, for a while from then on. */
export interface Validity {
  readonly from: Instant;
  /** The first moment at which it holds no more; null for never. */
  readonly until: Instant | null;
  readonly sinceIssue: Duration | null;
}

/** One coupon of the document, compiled: what it promises in this version of the program. */
export interface Coupon {
  readonly id: string;
  /** The version of the program that says so. */
  readonly version: number;
  readonly name: string;
  readonly lane: string;
  /** Its place in the document. */
  readonly order: number;
  readonly campaign: string | null;
  /** The public code; null when there is none. */
  readonly code: string | null;
  readonly codes: { readonly kind: 'unique' | 'pool'; readonly prefix: string } | null;
  /** Only who was issued one may use it. */
  readonly issuedOnly: boolean;
  readonly valid: Validity;
  /** Asked of the event and the member, in the order of telling. */
  readonly questions: readonly Question[];
  /** Which lines it is for. */
  readonly lines: (line: Line, facts: Facts) => boolean;
  /** Whether it asks for certain lines. */
  readonly forSome: boolean;
  readonly minimum: { readonly net: number; readonly pieces: number };
  readonly take: (remaining: Remaining) => Taken;
  readonly perBasket: number;
  readonly perMember: readonly CouponLimit[];
  readonly total: readonly CouponLimit[];
  /** How many may ever be issued; null for any number. */
  readonly stock: number | null;
  readonly budgets: readonly CouponBudget[];
  readonly paidBy: readonly { readonly by: string; readonly percent: number }[];
  readonly transfer: boolean;
  readonly reserve: Duration;
  readonly onReturn: 'give-back' | 'keep';
  /** No more are issued, and none is redeemed, whatever an earlier version promised. */
  readonly stopped: boolean;
}

/** In which order coupons apply, and how those of one lane get along. */
export interface CouponLane {
  readonly id: string;
  readonly choose: 'all' | 'best' | 'first';
}

/** All coupons of one version of the program. */
export interface CouponBook {
  readonly version: number;
  readonly coupons: ReadonlyMap<string, Coupon>;
  /** By public code: a code printed for several campaigns stands for several coupons. */
  readonly byCode: ReadonlyMap<string, readonly Coupon[]>;
  readonly lanes: readonly CouponLane[];
  readonly zone: Zone;
}

/**
 * The book in force, and the older ones under which members still hold coupons: `at` gives null for
 * a version that nobody has any more.
 */
export interface CouponBooks {
  readonly current: CouponBook;
  at(version: number): CouponBook | null;
}
