import type { Queryable } from '../../../platform/db/pool.ts';
import type { Effect } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';
import { LOOKUPS } from './catalogue.ts';
import type { Happened, Lookup, Rows } from './lookup.ts';

/** Lookups that look at every event, whatever its effects. */
const WATCHING = LOOKUPS.filter((lookup) => lookup.afterEvent);

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
  const found = new Map<Lookup, Rows>();
  await Promise.all(
    LOOKUPS.map(async (lookup) => {
      const keys = new Set<string>();
      for (const fact of facts) for (const key of lookup.keysOf(fact)) keys.add(key);
      if (keys.size > 0) found.set(lookup, await lookup.load(client, [...keys].sort(), lock));
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
    let richer = fact;
    for (const lookup of LOOKUPS) {
      if (lookup.keysOf(fact).length === 0) continue;
      richer = lookup.enrich(richer, this.#rows.get(lookup) ?? NO_ROWS, memberId);
    }
    return richer;
  }

  /** Notes what a decided event and its effects change. */
  note(effects: readonly Effect[], happened: Happened): void {
    for (const lookup of WATCHING) {
      const after = lookup.afterEvent?.(happened, this.#rows.get(lookup) ?? NO_ROWS);
      if (after) this.#change(lookup, after);
    }
    for (const effect of effects) {
      for (const lookup of LOOKUPS) {
        const after = lookup.after(effect, happened, this.#rows.get(lookup) ?? NO_ROWS);
        if (after) this.#change(lookup, after);
      }
    }
  }

  #change(lookup: Lookup, after: Rows): void {
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
