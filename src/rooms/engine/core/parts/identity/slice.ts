import type { Instant } from '../../../../../kernel/time.ts';
import type { TakenNoes } from '../../../../consent/index.ts';
import type { Standing } from '../../../../tiers/index.ts';
import type { Counter, DayTotals } from '../../state.ts';

/** What counts of a member: it is added to who takes the member in, and taken off again. */
export interface Carried {
  readonly purchases: { readonly count: number; readonly total: number };
  /** The last purchase. */
  readonly last: Instant | null;
  readonly earned: Readonly<Record<string, number>>;
  readonly days: readonly DayTotals[];
  readonly counters: Readonly<Record<string, Counter>>;
}

/** A member who was merged into this one: what has to be known to undo it. */
export interface Guest {
  readonly at: Instant;
  /** What counts of the guest: brought along, and added since by the guest's own identifiers. */
  readonly carried: Carried;
  /** Where the host stood before. */
  readonly tiers: Readonly<Record<string, Standing>>;
  /** By currency, what the guest owed. */
  readonly debts: Readonly<Record<string, number>>;
  /** The guest's coupons, by their ids in the host's hands. */
  readonly coupons: readonly string[];
  /** Noes of the guest's that the host took over; absent for most. */
  readonly noes?: TakenNoes;
}

/** Set on a member who was merged into another, or into whom others were. */
export interface IdentitySlice {
  /** The member who answers for this one. */
  readonly into?: number;
  /** By member id. */
  readonly guests?: Readonly<Record<string, Guest>>;
}
