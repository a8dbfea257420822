import type { Instant, Zone } from '../../../kernel/time.ts';
import {
  levelIndex,
  type MeasureSource,
  measure,
  type Standing,
  type TierSet,
} from '../../tiers/index.ts';

/** What stands between a member and a level of a measured set. */
export interface Goal {
  readonly level: string;
  /** The value that the level asks for. */
  readonly needed: number;
  readonly missing: number;
}

/** Where a member stands in a measured set, and what is needed to rise and to stay. */
export interface Progress {
  readonly value: number;
  readonly next: Goal | null;
  /** `by` null: the level is not reviewed. `counted` is what of today's value still counts then. */
  readonly keep: (Goal & { readonly by: Instant | null; readonly counted: number }) | null;
}

/**
 * Progress at `at`. What keeps a level is looked at from its review on: of a window of twelve
 * months, what lies before then has fallen out and does not help any more.
 */
export function progressOf(
  set: TierSet,
  standing: Standing | undefined,
  source: MeasureSource,
  zone: Zone,
  at: Instant,
): Progress | null {
  if (!set.measure) return null;
  const value = measure(set.measure, source, zone, at);
  const index = levelIndex(set, standing);
  const above = set.levels[index + 1];
  const next = above ? goal(above.id, above.at, value) : null;
  const level = set.levels[index];
  if (!level || index === 0 || set.policy === 'none') return { value, next, keep: null };
  const by = standing?.graceUntil ?? standing?.review ?? null;
  const counted = by === null ? value : measure(set.measure, source, zone, by);
  return { value, next, keep: { ...goal(level.id, level.keep, counted), by, counted } };
}

function goal(level: string, needed: number, value: number): Goal {
  return { level, needed, missing: Math.max(0, needed - value) };
}
