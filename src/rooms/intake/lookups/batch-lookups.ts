import type { Queryable } from '../../../platform/db/pool.ts';
import type { Effect } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';
import { LOOKUPS } from './catalogue.ts';
import type { Asked, Happened, Lookup, Rows } from './lookup.ts';

/** A lookup that decisions ask. */
type Answering = Lookup & { readonly asked: Asked };

/** The lookups that a type of event may ask: for most types none, and then nothing is done. */
const ASKED_BY = by(
  LOOKUPS.filter((lookup): lookup is Answering => lookup.asked !== undefined),
  ({ asked }) => asked.by,
);
/** The lookups that a room's effects may change. */
const CHANGED_BY = by(LOOKUPS, ({ room }) => [room]);
/** The lookups that a type of event changes by itself. */
const WATCHING = by(LOOKUPS, ({ watched }) => watched?.types ?? []);

/** What a lookup knows that was not asked for. */
const NO_ROWS: Rows = new Map();

/** What was looked up for a batch, by lookup. */
export type Found = ReadonlyMap<Lookup, Rows>;

/** Reads what the events of a batch ask for: one statement for each lookup that is asked at all. */
export async function lookUp(
  client: Queryable,
  facts: readonly Fact[],
  lock: boolean,
): Promise<Found> {
  const wanted = new Map<Answering, Set<string>>();
  for (const fact of facts) {
    for (const lookup of ASKED_BY.get(fact.type) ?? []) {
      for (const key of lookup.asked.keysOf(fact)) {
        const keys = wanted.get(lookup);
        if (keys) keys.add(key);
        else wanted.set(lookup, new Set([key]));
      }
    }
  }
  const found = new Map<Lookup, Rows>();
  await Promise.all(
    [...wanted].map(async ([lookup, keys]) => {
      found.set(lookup, await lookup.asked.load(client, [...keys].sort(), lock));
    }),
  );
  return found;
}

/** The looked-up rows of a batch as its decisions change them one after another. */
export class BatchLookups {
  readonly #rows = new Map<Lookup, Map<string, unknown>>();
  readonly #changed = new Map<Lookup, Map<string, unknown>>();

  constructor(found: Found) {
    for (const [lookup, rows] of found) this.#rows.set(lookup, new Map(rows));
  }

  /** The fact with what the decision of its member may know. */
  enrich(fact: Fact, memberId: number): Fact {
    const asked = ASKED_BY.get(fact.type);
    if (asked === undefined) return fact;
    let richer = fact;
    for (const lookup of asked) {
      if (lookup.asked.keysOf(fact).length === 0) continue;
      richer = lookup.asked.enrich(richer, this.#rows.get(lookup) ?? NO_ROWS, memberId);
    }
    return richer;
  }

  /** Notes what a decided event and its effects change. */
  note(effects: readonly Effect[], happened: Happened): void {
    for (const lookup of WATCHING.get(happened.fact.type) ?? []) {
      this.#change(lookup, lookup.watched?.after(happened, this.#rows.get(lookup) ?? NO_ROWS));
    }
    for (const effect of effects) {
      for (const lookup of CHANGED_BY.get(effect.room) ?? []) {
        this.#change(lookup, lookup.after(effect, happened, this.#rows.get(lookup) ?? NO_ROWS));
      }
    }
  }

  #change(lookup: Lookup, after: Rows | null | undefined): void {
    if (!after) return;
    const rows = this.#rows.get(lookup) ?? new Map<string, unknown>();
    const changed = this.#changed.get(lookup) ?? new Map<string, unknown>();
    for (const [key, row] of after) {
      rows.set(key, row);
      changed.set(key, row);
    }
    this.#rows.set(lookup, rows);
    this.#changed.set(lookup, changed);
  }

  /** Sends the changed rows, a statement for each lookup. */
  save(client: Queryable): Promise<unknown>[] {
    return [...this.#changed].map(([lookup, rows]) => lookup.save(client, rows));
  }
}

/** Things by each of their names, in their order. */
function by<T>(all: readonly T[], names: (one: T) => readonly string[]): Map<string, T[]> {
  const named = new Map<string, T[]>();
  for (const one of all) {
    for (const name of names(one)) named.set(name, [...(named.get(name) ?? []), one]);
  }
  return named;
}
