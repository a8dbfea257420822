import type { Instant } from '../../../../kernel/time.ts';

/** What a person leaves behind that another account may leave too. Known only as hashes. */
export type SignalKind =
  | 'device'
  | 'phone'
  | 'card'
  | 'address'
  | 'payment'
  | 'network'
  /** Not left by a person: under it lie the friends that one advocate has brought. */
  | 'advocate';

/** Another member with whom the same signal was seen. */
export interface Seen {
  readonly member: number;
  /** When it was first seen with this member. */
  readonly at: Instant;
  /** Who brought that member; null for nobody. */
  readonly advocate: number | null;
}

/** One signal of the friend and who else has it: the latest members first, at most 100. */
export interface Sighting {
  readonly kind: SignalKind;
  readonly seen: readonly Seen[];
}

/** What the proof-of-human service said about the token that came with the event. */
export type Human = 'passed' | 'failed' | 'missing' | 'unreachable';

/** One referral as the checks see it. Everything is a fact that was looked up or sent. */
export interface Suspect {
  readonly friend: number;
  readonly advocate: number;
  /** Who brought the advocate, who brought that one, and so on: as far as it goes, at most 16. */
  readonly ancestors: readonly number[];
  /** The advocate's reach level as it was last known; null for none. */
  readonly reach: string | null;
  /** When the link was opened; null when nobody knows. */
  readonly openedAt: Instant | null;
  readonly joinedAt: Instant;
  readonly boundAt: Instant;
  /** When the qualifying purchase was made; null before there is one. */
  readonly purchasedAt: Instant | null;
  readonly human: Human;
  readonly sightings: readonly Sighting[];
}
