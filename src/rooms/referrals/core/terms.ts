import type { Duration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import type { Zone } from '../../../kernel/time.ts';
import type { CompiledExpression, Grant } from '../../program/index.ts';
import type { FraudTerms } from './fraud/fraud-terms.ts';

/** What is given at once, and what it costs (smallest unit of money; 0 when nobody has said). */
export interface Payout {
  /** For what: the caps and the trace name it. */
  readonly what: 'welcome' | 'qualified' | 'reach' | 'chain' | 'step';
  /** The reach level or the step; `''` where there is only one. */
  readonly id: string;
  readonly grants: readonly Grant[];
  readonly cost: number;
}

export interface ReachLevel {
  readonly id: string;
  /** Reached with this many friends who counted, or null: `when` decides. */
  readonly at: number | null;
  readonly when: CompiledExpression<boolean> | null;
  readonly payout: Payout;
}

/** What one friend counts and pays at one depth; index 0 is the advocate, whom reach pays. */
export interface ChainLink {
  readonly counts: number;
  readonly payout: Payout | null;
}

export interface ProgressStep {
  readonly id: string;
  readonly at: number;
  readonly payout: Payout;
}

/** A cap for one advocate: payments, or what they cost. The engine counts under its `key`. */
export interface ReferralLimit {
  readonly key: string;
  readonly counts: 'times' | 'cost';
  readonly most: number;
  readonly per: Period;
}

/** The referrals of one program version, compiled. Read-only. */
export interface ReferralTerms {
  readonly version: number;
  readonly zone: Zone;
  readonly link: string | null;
  /** Who may have a code; null for everybody. */
  readonly advocateWhen: CompiledExpression<boolean> | null;
  /** How long after enrolment a friend may still name a code; null: only with enrolment. */
  readonly bindWithin: Duration | null;
  readonly qualifyWithin: Duration;
  readonly least: number;
  readonly purchaseWhen: CompiledExpression<boolean> | null;
  readonly pendingFor: Duration | null;
  readonly welcome: Payout | null;
  readonly qualified: Payout | null;
  /** From the least reach to the most. */
  readonly reach: readonly ReachLevel[];
  readonly chain: readonly ChainLink[];
  readonly progress: readonly ProgressStep[];
  readonly onReturn: 'clawback' | 'keep';
  readonly perMember: readonly ReferralLimit[];
  /** The cap of cost for everybody together; null for none. */
  readonly total: { readonly most: number; readonly per: Period } | null;
  readonly fraud: FraudTerms;
}
