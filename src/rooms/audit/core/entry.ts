import type { Instant } from '../../../kernel/time.ts';

/** What is noted: somebody read or changed something. It never holds a personal value. */
export interface AuditEntry {
  /** `admin`, `hub`, or kind and name: `key:till-7`, `operator:3`, `member:m_…`. */
  readonly actor: string;
  /** What was done, as a permission says it: `members.read`, `events.accepted`. */
  readonly action: string;
  /** A public member id, or the name of what else it is about; null: nothing in particular. */
  readonly subject: string | null;
  /** Which fields were read or changed; names, not values. */
  readonly fields?: readonly string[];
  /** Why, in the actor's words. */
  readonly reason?: string;
  /** What else tells one deed from another: counts, digests, versions. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Where a row stands: the number within a writer's chain of a day. */
export interface Place {
  /** `2026-11-22`, of UTC. */
  readonly day: string;
  readonly writer: number;
  /** Counts from 1. */
  readonly no: number;
}

/** A row as the table holds it; JSON stays the text that was hashed. */
export interface LoggedRow extends Place {
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly fields: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  /** Hash that binds this row to all before it in its chain; 64 hex digits. */
  readonly link: string;
}
