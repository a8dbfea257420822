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

/**
 * What a decision may know beyond its member: rows keyed by a thing that several members may name
 * (a coupon's code, a device). They are locked behind the members' states, handed to the decision
 * inside the fact's data, and stored with the event: deciding it again sees the same. A new lookup
 * is a file in this folder and a line in the catalogue.
 */
export interface Lookup {
  readonly name: string;
  /** What an event asks for; nothing for most. */
  keysOf(fact: Fact): readonly string[];
  /** Reads the rows of these keys (sorted, each once), locking them in this order with `lock`. */
  load(client: Queryable, keys: readonly string[], lock: boolean): Promise<Map<string, unknown>>;
  /** The fact of this member with what was found. */
  enrich(fact: Fact, rows: Rows, memberId: number): Fact;
  /** The rows as the event itself leaves them, whatever its effects; null when it changes none. */
  afterEvent?(happened: Happened, rows: Rows): ReadonlyMap<string, unknown> | null;
  /** The rows as an effect leaves them, by key; null when it changes none of these. */
  after(effect: Effect, happened: Happened, rows: Rows): ReadonlyMap<string, unknown> | null;
  /** Writes rows that changed, in one statement. */
  save(client: Queryable, rows: Rows): Promise<unknown>;
}
