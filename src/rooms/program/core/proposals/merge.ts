import { isObject } from '../document/explain.ts';
import { below } from '../document/guard.ts';
import { same } from '../same.ts';

type Entry = Readonly<Record<string, unknown>>;

/** What a merge came to; with conflicts, the paths that both sides have changed differently. */
export interface Merged {
  readonly value: unknown;
  readonly conflicts: readonly string[];
}

/**
 * Brings `mine`, which was made from `base`, up to `theirs`, which has replaced `base`: what only
 * one side has changed is taken from it. Lists of named entries (`id`, `set`) are merged by name,
 * all else that both sides changed is a conflict.
 */
export function mergeDocuments(base: unknown, mine: unknown, theirs: unknown): Merged {
  const conflicts: string[] = [];
  const value = merge(base, mine, theirs, '', conflicts);
  return { value, conflicts };
}

function merge(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: string,
  conflicts: string[],
): unknown {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (isObject(mine) && isObject(theirs)) {
    return mergeObjects(isObject(base) ? base : {}, mine, theirs, path, conflicts);
  }
  const lists = [namedOf(base), namedOf(mine), namedOf(theirs)];
  const [were, own, others] = lists;
  if (were && own && others) return mergeLists(were, own, others, path, conflicts);
  conflicts.push(path);
  return mine;
}

function mergeObjects(base: Entry, mine: Entry, theirs: Entry, path: string, conflicts: string[]) {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const one = merge(base[key], mine[key], theirs[key], below(path, key), conflicts);
    if (one !== undefined) merged[key] = one;
  }
  return merged;
}

function mergeLists(base: Named, mine: Named, theirs: Named, path: string, conflicts: string[]) {
  const names = mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()]);
  if (names === null) conflicts.push(path);
  const merged: unknown[] = [];
  for (const name of names ?? mine.keys()) {
    const inside = below(path, name);
    const one = merge(base.get(name), mine.get(name), theirs.get(name), inside, conflicts);
    if (one !== undefined) merged.push(one);
  }
  return merged;
}

/** The order of who has moved something, the other's new names at the end; null when both have. */
function mergeOrder(base: string[], mine: string[], theirs: string[]): string[] | null {
  const all = new Set([...base, ...mine, ...theirs]);
  const both = (one: string[], other: string[]) => one.filter((name) => other.includes(name));
  const moved = (side: string[]) => both(side, base).join('\n') !== both(base, side).join('\n');
  if (moved(mine) && moved(theirs)) return null;
  const first = moved(mine) ? mine : theirs;
  return [...first, ...[...all].filter((name) => !first.includes(name))];
}

type Named = ReadonlyMap<string, unknown>;

/** A list's entries by name; null when it is no list in which each entry has a name of its own. */
function namedOf(value: unknown): Named | null {
  if (value === undefined) return new Map();
  if (!Array.isArray(value)) return null;
  const named = new Map<string, unknown>();
  for (const entry of value) {
    const name = isObject(entry) ? (entry.id ?? entry.set) : null;
    if (typeof name !== 'string' || named.has(name)) return null;
    named.set(name, entry);
  }
  return named;
}
