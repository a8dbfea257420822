import type { Instant } from '../../../kernel/time.ts';

/** A coupon on its way from one member to another. */
export interface Passed {
  /** Its id in the sender's hands. */
  readonly was: string;
  readonly of: string;
  readonly version: number;
  readonly from: Instant;
  readonly until?: Instant;
  readonly code?: string;
}
