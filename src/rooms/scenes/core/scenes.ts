import type { Instant } from '../../../kernel/time.ts';
import {
  compileScene,
  elapsedOf,
  type SceneCondition,
  type TouchMemory,
} from '../../program/index.ts';
import { keyOf, remember, type Watched } from './memory.ts';
import type { SceneDocument } from './section.ts';

/**
 * How far an event may come behind the member's newest touch and still see every touch that it
 * would have seen on time.
 */
const LATE_MS = 86_400_000;
/** Touches that a trace names. */
const TOLD_MOST = 4;
const NAMES_KNOWN = 1_000;

/** Why a scene held or did not. */
export const SCENE_REASONS = ['scene_held', 'scene_no_touches', 'scene_condition_false'] as const;

/** One touch, as a trace names it. */
export interface ToldTouch {
  /** Null where no scene names it. */
  readonly type: string | null;
  readonly kind: string | null;
  readonly at: Instant;
}

/** What was found when a scene was asked. */
export interface SceneAnswer {
  readonly scene: string;
  readonly holds: boolean;
  readonly reason: (typeof SCENE_REASONS)[number];
  /** The newest touches that it looked at. */
  readonly touches: readonly ToldTouch[];
}

interface Scene {
  readonly id: string;
  readonly within: number;
  readonly condition: SceneCondition;
  /** What a trace says of a key that the scene looks at; null for other keys. */
  readonly named: Map<string, Named | null>;
}

/** A type and a kind as a trace names them. */
type Named = Omit<ToldTouch, 'at'>;

const NONE: TouchMemory = Object.freeze({});

/** The scenes of one program version. */
export class Scenes {
  readonly #byId = new Map<string, Scene>();
  readonly #watched: Watched;
  /** Types that some chain names, unless one takes any type of its kind. */
  readonly #types: ReadonlySet<string> | null;

  constructor(documents: readonly SceneDocument[]) {
    for (const { id, within, when } of documents) {
      const condition = compileScene(when);
      this.#byId.set(id, { id, within: elapsedOf(within) ?? 0, condition, named: new Map() });
    }
    const selectors = [...this.#byId.values()].flatMap(({ condition }) => condition.selectors);
    const types = new Set(selectors.flatMap(({ type }) => type ?? []));
    const kinds = new Set(selectors.flatMap(({ kind }) => kind ?? []));
    const longest = Math.max(...[...this.#byId.values()].map(({ within }) => within));
    this.#watched = { selectors, types, kinds, age: longest + LATE_MS, keys: new Map() };
    this.#types = selectors.some(({ type }) => type === null) ? null : types;
  }

  /** Whether an event of this type may be a touch; the quick no for most. */
  mayTouch(type: string): boolean {
    return this.#types === null || this.#types.has(type);
  }

  /** The memory after an event; the same object when no scene looks at such an event. */
  note(
    memory: TouchMemory | undefined,
    type: string,
    kind: string,
    at: Instant,
  ): TouchMemory | undefined {
    const key = keyOf(this.#watched, type, kind);
    return key === null ? memory : remember(this.#watched, memory, key, at);
  }

  /** Asks a scene at a moment; one that the version does not have does not hold. */
  ask(id: string, remembered: TouchMemory | undefined, now: Instant): SceneAnswer {
    const memory = remembered ?? NONE;
    const scene = this.#byId.get(id);
    if (!scene) return noTouches(id);
    const from = now - scene.within;
    const holds = scene.condition.holds(memory, from, now);
    const touches = told(scene, memory, from, now);
    if (touches.length === 0 && !holds) return noTouches(id);
    const reason = holds ? 'scene_held' : 'scene_condition_false';
    return { scene: id, holds, reason, touches };
  }
}

/** The scenes of a document; null for one that has none. */
export function compileScenes(documents: readonly SceneDocument[] | undefined): Scenes | null {
  return documents && documents.length > 0 ? new Scenes(documents) : null;
}

function noTouches(scene: string): SceneAnswer {
  return { scene, holds: false, reason: 'scene_no_touches', touches: [] };
}

/** The newest touches that some chain of the scene looks at. */
function told(scene: Scene, memory: TouchMemory, from: Instant, now: Instant): ToldTouch[] {
  const found: ToldTouch[] = [];
  for (const key in memory) {
    const named = nameOf(scene, key);
    if (named === null) continue;
    const times = memory[key] as readonly Instant[];
    let taken = 0;
    for (let index = times.length - 1; index >= 0 && taken < TOLD_MOST; index--) {
      const at = times[index] as Instant;
      if (at < from) break;
      if (at > now) continue;
      found.push({ type: named.type, kind: named.kind, at });
      taken += 1;
    }
  }
  if (found.length > 1) found.sort(byTime);
  return found.length > TOLD_MOST ? found.slice(-TOLD_MOST) : found;
}

function byTime(a: ToldTouch, b: ToldTouch): number {
  if (a.at !== b.at) return a.at - b.at;
  return `${a.type}|${a.kind}` < `${b.type}|${b.kind}` ? -1 : 1;
}

/** The keys of one version are few: each is read once. */
function nameOf({ condition, named }: Scene, key: string): Named | null {
  const known = named.get(key);
  if (known !== undefined) return known;
  const bar = key.lastIndexOf('|');
  const [type, kind] = [key.slice(0, bar), key.slice(bar + 1)];
  const looked = condition.selectors.some(
    (one) => (one.type === null || one.type === type) && (one.kind === null || one.kind === kind),
  );
  const found = looked ? { type: type || null, kind: kind || null } : null;
  if (named.size < NAMES_KNOWN) named.set(key, found);
  return found;
}
