import type { Instant } from '../../../../kernel/time.ts';

/**
 * The moments of remembered touches by `type|kind`, each list in the order of time. A type or kind
 * that no scene names is left out: `visit|`, `|app`.
 */
export type TouchMemory = Readonly<Record<string, readonly Instant[]>>;

/** What a chain of `type` and `kind` looks for; null for any. */
export interface Selector {
  readonly type: string | null;
  readonly kind: string | null;
}

/** Moments that a scene counts, in the order of time; equal ones more than once. */
export class Moments {
  readonly now: Instant;
  readonly #times: readonly Instant[] | null;

  constructor(now: Instant, times: readonly Instant[] | null) {
    this.now = now;
    this.#times = times;
  }

  times(): readonly Instant[] {
    return this.#times ?? [];
  }

  get count(): bigint {
    return BigInt(this.times().length);
  }

  get any(): boolean {
    return this.times().length > 0;
  }
}

/** `touches` of a scene, and what its filters leave of them. */
export class Touches extends Moments {
  readonly #memory: TouchMemory;
  readonly #from: Instant;
  readonly #type: string | null;
  readonly #kind: string | null;

  constructor(memory: TouchMemory, from: Instant, now: Instant, selector: Selector = ANY) {
    super(now, null);
    this.#memory = memory;
    this.#from = from;
    this.#type = selector.type;
    this.#kind = selector.kind;
  }

  ofType(type: string): Touches {
    return new Touches(this.#memory, this.#from, this.now, { type, kind: this.#kind });
  }

  ofKind(kind: string): Touches {
    return new Touches(this.#memory, this.#from, this.now, { type: this.#type, kind });
  }

  override times(): readonly Instant[] {
    let found: readonly Instant[] | null = null;
    for (const key in this.#memory) {
      if (!this.#fits(key)) continue;
      const times = between(this.#memory[key] as readonly Instant[], this.#from, this.now);
      found = found === null ? times : [...found, ...times].sort((a, b) => a - b);
    }
    return found ?? NONE;
  }

  /** Compared in place: this runs for every key of every scene that is asked. */
  #fits(key: string): boolean {
    const type = this.#type;
    const kind = this.#kind;
    const bar = key.lastIndexOf('|');
    if (type !== null && (bar !== type.length || !key.startsWith(type))) return false;
    return kind === null || (key.length - bar - 1 === kind.length && key.endsWith(kind));
  }
}

const ANY: Selector = Object.freeze({ type: null, kind: null });
const NONE: readonly Instant[] = Object.freeze([]);

function between(times: readonly Instant[], from: Instant, to: Instant): readonly Instant[] {
  const { length } = times;
  let start = 0;
  while (start < length && (times[start] as Instant) < from) start++;
  let end = length;
  while (end > start && (times[end - 1] as Instant) > to) end--;
  return start === 0 && end === length ? times : times.slice(start, end);
}

/** Of these moments, those at most so long before the event at hand. */
export function within(moments: Moments, ms: number): Moments {
  return new Moments(moments.now, between(moments.times(), moments.now - ms, moments.now));
}

/**
 * The later moments that come after one of the earlier: truly after it, never at the same
 * millisecond, and at most so long after it.
 */
export function followedBy(earlier: Moments, later: Moments, ms: number): Moments {
  const before = earlier.times();
  const found: Instant[] = [];
  let last = -1;
  for (const at of later.times()) {
    while (last + 1 < before.length && (before[last + 1] as Instant) < at) last++;
    if (last >= 0 && at - (before[last] as Instant) <= ms) found.push(at);
  }
  return new Moments(earlier.now, found);
}
