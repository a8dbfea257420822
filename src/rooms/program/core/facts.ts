import type { Day, Instant } from '../../../kernel/time.ts';
import type { Fact, Line } from '../../events/index.ts';

/** What expressions may ask about a member. The engine answers from the member's state. */
export interface MemberFacts {
  readonly joinedAt: Instant;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** The level's id in a tier set, or `''` when the member has none. */
  tier(set: string): string;
  /** Active points of a currency, smallest unit, at the moment of the decision. */
  balance(currency: string): number;
  readonly purchaseCount: number;
  /** Net spend of all purchases less returns, smallest unit. */
  readonly purchaseTotal: number;
  readonly lastPurchaseAt: Instant | null;
  /** Purchases and spend on the local days `from` to `to`, both included. */
  purchasesBetween(from: Day, to: Day): { count: number; total: number };
  /** How many events of a type the member has had. */
  eventCount(type: string): number;
  /** Purposes whose consent stands. */
  readonly consents: readonly string[];
  /** Whether the consent to a purpose stands on a channel. */
  consent(purpose: string, channel: string): boolean;
  /** Whether every consent stands on which a use rests: an earning rule, a challenge. */
  allows(use: 'rules' | 'challenges' | 'referrals', id: string): boolean;
  /** Whether a scene of the program holds at a moment; none does where nobody can say. */
  scene?(id: string, at: Instant): boolean;
}

/** Everything a condition or an expression may look at. */
export interface Facts {
  readonly fact: Fact;
  /** The line in question, for conditions about lines. */
  readonly line: Line | null;
  readonly member: MemberFacts;
  /** The moment of the decision, its local day, minute of the day and ISO weekday (1 = Monday). */
  readonly at: Instant;
  readonly day: Day;
  readonly minute: number;
  readonly weekday: number;
}
