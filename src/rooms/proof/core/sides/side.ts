import type { MemberHistory, StoredEvent } from '../history.ts';

/** Rows of one member in one table beside the events, by their key. */
export type SideRows = Map<string, Readonly<Record<string, unknown>>>;

/** A table that is written from events beside them, and what they say of a member's rows in it. */
export interface Side {
  /** The table, by which a difference names it. */
  readonly table: string;
  /** The rows as the events leave them. Columns that are left out are not compared. */
  expected(history: Pick<MemberHistory, 'memberId' | 'events'>): SideRows;
}

/** Goes through the effects of all events in their order. */
export function eachEffect(
  events: readonly StoredEvent[],
  look: (effect: StoredEvent['decision']['effects'][number], event: StoredEvent) => void,
): void {
  for (const event of events) for (const effect of event.decision.effects) look(effect, event);
}
