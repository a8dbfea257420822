import type { Human, SignalKind } from '../../src/rooms/referrals/core/fraud/suspect.ts';

/** What a person leaves behind, as hashes. */
export type Signals = Readonly<Partial<Record<SignalKind, string>>>;

/** One person who names a code, and what is true about it. */
export interface Arrival {
  readonly friend: number;
  readonly advocate: number;
  /** When the link was opened, when the friend enrolled with the code, when the friend bought. */
  readonly openedAt: number | null;
  readonly at: number;
  readonly boughtAt: number | null;
  readonly signals: Signals;
  readonly human: Human;
  /** The truth, which nobody tells the checks. */
  readonly story: string;
  readonly honest: boolean;
}

/** A member who was there before, and what is known of the member. */
export interface Resident {
  readonly member: number;
  readonly at: number;
  readonly signals: Signals;
  readonly reach: string | null;
}

/** Everybody of one seed. */
export interface Crowd {
  readonly residents: readonly Resident[];
  readonly arrivals: readonly Arrival[];
}
