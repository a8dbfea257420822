import type { Instant } from '../../../kernel/time.ts';
import type { Selector, TouchMemory } from '../../program/index.ts';

/** Touches remembered of one type and kind, and of all together: the newest ones. */
export const TOUCHES_PER_KEY = 20;
export const TOUCHES_MOST = 64;

/** What is worth remembering, of all scenes together. */
export interface Watched {
  readonly selectors: readonly Selector[];
  /** Types and kinds that some chain names; all others are the same to every scene. */
  readonly types: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
  /** How much older than the newest touch a touch may be. */
  readonly age: number;
  /** Which keys some scene looks at: every memory has few, and mostly the same. */
  readonly keys: Map<string, boolean>;
}

/** Under which key a touch is remembered; null when no scene looks at it. */
export function keyOf({ selectors, types, kinds }: Watched, type: string, kind: string) {
  for (const one of selectors) {
    if (one.type !== null && one.type !== type) continue;
    if (one.kind !== null && one.kind !== kind) continue;
    return `${types.has(type) ? type : ''}|${kinds.has(kind) ? kind : ''}`;
  }
  return null;
}

/**
 * The memory with one touch more. What it keeps follows from the set of touches alone, not from the
 * order in which they came: of each key the newest, of all keys the newest, none too far behind the
 * newest. Undefined when nothing is left.
 */
export function remember(
  watched: Watched,
  memory: TouchMemory | undefined,
  key: string,
  at: Instant,
): TouchMemory | undefined {
  const next: Record<string, readonly Instant[]> = {};
  let newest = at;
  for (const known in memory) {
    if (!stillWatched(watched, known)) continue;
    const times = memory[known] as readonly Instant[];
    next[known] = times;
    newest = Math.max(newest, times[times.length - 1] as Instant);
  }
  next[key] = insert(next[key] ?? [], at);
  return bounded(next, newest - watched.age);
}

/** Keys of which the answer is known; more come only from programs that were changed very often. */
const KEYS_KNOWN = 1_000;

/** A later version may name other types and kinds. */
function stillWatched(watched: Watched, key: string): boolean {
  const known = watched.keys.get(key);
  if (known !== undefined) return known;
  const bar = key.lastIndexOf('|');
  const still = keyOf(watched, key.slice(0, bar), key.slice(bar + 1)) === key;
  if (watched.keys.size < KEYS_KNOWN) watched.keys.set(key, still);
  return still;
}

function insert(times: readonly Instant[], at: Instant): readonly Instant[] {
  const { length } = times;
  const full = length === TOUCHES_PER_KEY;
  if (full && at < (times[0] as Instant)) return times;
  const all: Instant[] = [];
  let placed = false;
  for (let index = full ? 1 : 0; index < length; index++) {
    const one = times[index] as Instant;
    if (!placed && at < one) {
      all.push(at);
      placed = true;
    }
    all.push(one);
  }
  if (!placed) all.push(at);
  return all;
}

function bounded(
  memory: Record<string, readonly Instant[]>,
  oldest: Instant,
): TouchMemory | undefined {
  let count = 0;
  for (const key in memory) {
    const times = memory[key] as readonly Instant[];
    if ((times[0] as Instant) < oldest) {
      const left = times.filter((at) => at >= oldest);
      if (left.length === 0) delete memory[key];
      else memory[key] = left;
      count += left.length;
    } else count += times.length;
  }
  for (; count > TOUCHES_MOST; count--) forgetOldest(memory);
  return count === 0 ? undefined : memory;
}

/** Of equally old ones that of the first key goes: which it is must not depend on the arrival. */
function forgetOldest(memory: Record<string, readonly Instant[]>): void {
  let oldest: string | null = null;
  for (const key of Object.keys(memory).sort()) {
    const [first] = memory[key] as readonly [Instant];
    if (oldest === null || first < (memory[oldest] as readonly [Instant])[0]) oldest = key;
  }
  if (oldest === null) return;
  const [, ...rest] = memory[oldest] as readonly Instant[];
  if (rest.length === 0) delete memory[oldest];
  else memory[oldest] = rest;
}
