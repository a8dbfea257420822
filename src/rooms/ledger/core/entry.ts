import type { Instant } from '../../../kernel/time.ts';

/**
 * The accounts between which points move. `member` and `held` are the member's own; all others
 * are the program's. What leaves one account arrives in another: points never appear or vanish.
 */
export const ACCOUNTS = [
  'member',
  'held',
  'issued',
  'goodwill',
  'opening',
  'adjusted',
  'redeemed',
  'expired',
  'clawback',
  'transfer',
  'voided',
  'forfeited',
  'donated',
] as const;

export type Account = (typeof ACCOUNTS)[number];

/** One movement between two accounts. Immutable once written; always a positive amount. */
export interface Entry {
  readonly currency: string;
  /** Smallest unit of the currency, above zero. */
  readonly amount: number;
  readonly from: Account;
  readonly to: Account;
  /** The member's lot that gave, when `from` is `member` or `held`. */
  readonly fromLot: string | null;
  /** The member's lot that received, when `to` is `member` or `held`. */
  readonly toLot: string | null;
  /** When the moved points become (or would have become) usable, if they were still pending. */
  readonly activeAt: Instant | null;
  /** The business moment of the movement. */
  readonly at: Instant;
  /** Which hold, for movements from or to `held`. */
  readonly hold: string | null;
}
