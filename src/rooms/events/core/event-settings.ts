import type { Instant, Zone } from '../../../kernel/time.ts';
import type { ProfileTerms } from './profile-data.ts';

/** What of the program and of the moment is needed to read an event. */
export interface EventSettings {
  readonly zone: Zone;
  /** The program's money, ISO 4217. */
  readonly currency: string;
  /** Identifier kinds in the order in which they are tried. */
  readonly identify: readonly string[];
  /** Country of phone numbers that come without a country code, ISO 3166 (`CN`). */
  readonly defaultCountry?: string;
  /** What is asked of members; null: nothing in particular. */
  readonly profile?: ProfileTerms | null;
  /** When the hub received the event. */
  readonly receivedAt: Instant;
}
