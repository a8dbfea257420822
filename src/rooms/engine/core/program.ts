import type { Duration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import type { Zone } from '../../../kernel/time.ts';
import type { Benefits } from '../../benefits/index.ts';
import type { Book } from '../../challenges/index.ts';
import type { ConsentTerms } from '../../consent/index.ts';
import type { CouponBook } from '../../coupons/index.ts';
import type { Earned, EarningInput } from '../../earning/index.ts';
import type { ProfileTerms } from '../../events/index.ts';
import type { LeavingTerms } from '../../leaving/index.ts';
import type { Currency } from '../../points/index.ts';
import type { Facts } from '../../program/index.ts';
import type { ReferralTerms } from '../../referrals/index.ts';
import type { Catalogue } from '../../rewards/index.ts';
import type { Scenes } from '../../scenes/index.ts';
import type { TierSet } from '../../tiers/index.ts';
import type { TraceLine } from './decision.ts';

/** One compiled question and the reason code of its no. */
export interface Question {
  readonly reason: string;
  ask(facts: Facts): boolean;
}

/** What may be paid per member and period: points, or times. */
export interface MemberLimit {
  readonly key: string;
  readonly counts: 'points' | 'times';
  readonly most: number;
  readonly per: Period;
}

/** An earning rule, compiled. */
export interface Rule {
  readonly id: string;
  readonly event: readonly Question[];
  readonly line: readonly Question[];
  readonly scope: 'line' | 'basket';
  /** The currency paid; null multiplies every spendable currency. */
  readonly currency: string | null;
  readonly multiplies: boolean;
  /** Why nothing was paid when `pay` gives zero. */
  readonly nothing: string;
  pay(input: EarningInput): Earned;
  readonly limits: readonly MemberLimit[];
  readonly budget: {
    readonly id: string;
    readonly whenShort: 'partial' | 'refuse' | 'stop';
  } | null;
  readonly onReturn: 'proportional' | 'all' | 'keep';
  /** The trace lines of its noes by reason: most rules say no most of the time. */
  readonly noes: Map<string, TraceLine>;
}

/** A lane with the rules that one type of event may fire, in the order of the document. */
export interface LaneOfRules {
  readonly id: string;
  readonly choose: 'all' | 'best' | 'first';
  readonly rules: readonly Rule[];
  /** Whether some rule of a later lane multiplies what this one pays. */
  readonly multiplied: boolean;
}

export interface BudgetTerms {
  readonly id: string;
  readonly points: number;
  readonly per: Period;
  /** Given back at times (stock, uses of a coupon): short now may be enough in a moment. */
  readonly refills?: boolean;
}

/** The settings of the `intake` section with their defaults. */
export interface IntakeTerms {
  readonly identify: readonly string[];
  /** Country of bare phone numbers, ISO 3166; null: they need their country code. */
  readonly country: string | null;
  readonly unknown: 'enrol' | 'refuse';
  readonly claimWithin: Duration;
  readonly acceptWithin: Duration;
  readonly returnWithin: Duration | null;
  readonly parkFor: Duration;
  readonly clockAhead: Duration;
}

/** A program version, compiled once and used for every decision under it. */
export interface Program {
  readonly version: number;
  readonly name: string;
  readonly zone: Zone;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly currencies: ReadonlyMap<string, Currency>;
  /** The same in the order of the document. */
  readonly currencyList: readonly Currency[];
  readonly tierSets: readonly TierSet[];
  readonly lanes: ReadonlyMap<string, readonly LaneOfRules[]>;
  readonly budgets: ReadonlyMap<string, BudgetTerms>;
  readonly rewards: Catalogue;
  readonly coupons: CouponBook;
  readonly intake: IntakeTerms;
  readonly benefits: Benefits;
  /** Null: this version has no referrals. */
  readonly referrals: ReferralTerms | null;
  /** Null: the program does not say what leaving means. */
  readonly leaving: LeavingTerms | null;
  /** What members are asked, and what rests on their yes. */
  readonly consent: ConsentTerms;
  /** Null: this version has no scenes, and nothing is remembered for them. */
  readonly scenes: Scenes | null;
  /** What is asked of members; null: nothing in particular. */
  readonly profile: ProfileTerms | null;
  /** Event types that make waiting points usable, by currency. */
  readonly activating: ReadonlyMap<string, readonly string[]>;
  /** Currencies counted by day: those that qualify, or that some tier measures over a window. */
  readonly measured: ReadonlySet<string>;
  /** Days of totals that some window still looks at. */
  readonly daysRemembered: number;
  /** Days for which a period that is over still counts, for events that come late. */
  readonly daysLate: number;
  readonly challenges: Book;
  /**
   * Another published version: what it promised to members is kept. Undefined for one that this
   * process does not know.
   */
  past(version: number): Program | undefined;
}
