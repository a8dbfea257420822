import type { Queryable } from '../../../platform/db/pool.ts';
import type { Effect } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';

/** Rows of one lookup by their key; null is a key without a row. */
export type Rows = ReadonlyMap<string, unknown>;

/** The event whose effects change rows. */
export interface Happened {
  readonly memberId: number;
  readonly no: number;
  readonly fact: Fact;
}

/** What decisions ask a lookup for. */
export interface Asked {
  /** The types of event that may ask. Others never come here: most purchases ask for nothing. */
  readonly by: readonly string[];
  /** What an event asks for; often nothing. */
  keysOf(fact: Fact): readonly string[];
  /** Reads the rows of these keys (sorted, each once), locking them in this order with `lock`. */
  load(client: Queryable, keys: readonly string[], lock: boolean): Promise<Map<string, unknown>>;
  /** The fact of this member with what was found. */
  enrich(fact: Fact, rows: Rows, memberId: number): Fact;
}

/**
 * What a decision may know or change beyond its member: rows keyed by a thing that several members
 * may name (a coupon's code, a device). They are locked behind the members' states, handed to the
 * decision inside the fact's data, and stored with the event: deciding it again sees the same. A
 * new lookup is a file in this folder and a line in the catalogue.
 */
export interface Lookup {
  readonly name: string;
  /** Absent when no decision looks at the rows: they are only written. */
  readonly asked?: Asked;
  /** The room whose effects change rows. */
  readonly room: string;
  /** The rows as an effect of the room leaves them, by key; null when it changes none of these. */
  after(effect: Effect, happened: Happened, rows: Rows): ReadonlyMap<string, unknown> | null;
  /** Events that change rows whatever their effects are. */
  readonly watched?: {
    readonly types: readonly string[];
    /** The rows as the event leaves them; null when it changes none. */
    after(happened: Happened, rows: Rows): ReadonlyMap<string, unknown> | null;
  };
  /** Writes rows that changed, in one statement. */
  save(client: Queryable, rows: Rows): Promise<unknown>;
}
