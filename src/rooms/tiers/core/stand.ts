import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Deserved } from './measure.ts';
import { nextReview } from './review.ts';
import type { Standing, TierEffect } from './standing.ts';
import type { TierSet } from './tier-set.ts';

/** What the functions of this file need to know besides the standing itself. */
export interface Stand {
  readonly set: TierSet;
  readonly zone: Zone;
  readonly joinedAt: Instant;
}

/** The index of the level in which a member stands; -1 for none, or for a level that is no more. */
export function levelIndex(set: TierSet, standing: Standing | undefined): number {
  return standing ? set.levels.findIndex((level) => level.id === standing.level) : -1;
}

/** Moves up at once when more is deserved than is held. Returns null when nothing changes. */
export function moveUp(
  { set, zone, joinedAt }: Stand,
  standing: Standing | undefined,
  what: Deserved,
  at: Instant,
): { standing: Standing; effect: TierEffect } | null {
  const index = levelIndex(set, standing);
  const level = set.levels[what.reach];
  if (!level || what.reach <= index) return null;
  const from = standing?.level ?? '';
  const since = { joinedAt, since: at };
  const next = what.reach > 0 ? nextReview(set, zone, since, at) : null;
  const risen: Standing = { level: level.id, since: at, ...reviewed(set, zone, next) };
  if (standing && index >= 0) {
    const { since: from, review, due } = standing;
    risen.before = { level: standing.level, since: from, review, due };
  }
  const why = index < 0 ? 'entered' : 'upgrade';
  return { standing: risen, effect: { set: set.id, from, to: level.id, why, at } };
}

/**
 * Undoes an upgrade whose purchase came back: only when the level was reached at or after that
 * purchase and is no longer deserved; never below what stood before.
 */
export function undoUpgrade(
  { set, zone, joinedAt }: Stand,
  standing: Standing | undefined,
  what: Deserved,
  purchasedAt: Instant,
  at: Instant,
): { standing: Standing; effect: TierEffect } | null {
  const index = levelIndex(set, standing);
  if (!standing?.before || standing.since < purchasedAt || what.reach >= index) return null;
  const before = set.levels.findIndex((level) => level.id === standing.before?.level);
  const target = Math.max(before, what.reach);
  const level = set.levels[target];
  if (!level || target >= index) return null;
  const back: Standing =
    target === before ? { ...standing.before } : fresh({ set, zone, joinedAt }, level.id, at, at);
  const effect: TierEffect = {
    set: set.id,
    from: standing.level,
    to: level.id,
    why: 'upgrade_undone',
    at,
  };
  return { standing: back, effect };
}

/** A standing from `since` on, with its next review after `at`. */
function fresh(
  { set, zone, joinedAt }: Stand,
  level: string,
  since: Instant,
  at: Instant,
): Standing {
  const next = nextReview(set, zone, { joinedAt, since }, at);
  return { level, since, ...reviewed(set, zone, next) };
}

/** A review and what is due first: the warning ahead of it, when the set warns. */
function reviewed(
  set: TierSet,
  zone: Zone,
  next: Instant | null,
): { review: Instant | null; due: Instant | null } {
  return { review: next, due: next !== null && set.warn ? zone.minus(next, set.warn) : next };
}

/** Looks at a standing at the moment when it is due. Returns what it becomes. */
export function review(
  stand: Stand,
  standing: Standing,
  what: Deserved,
  at: Instant,
): { standing: Standing; effect: TierEffect | null } {
  const { set } = stand;
  const index = levelIndex(set, standing);
  const kept = what.keep >= index;
  const notice = (why: TierEffect['why'], to = standing.level): TierEffect => ({
    set: set.id,
    from: standing.level,
    to,
    why,
    at,
  });
  const early =
    standing.graceUntil === undefined && standing.review !== null && at < standing.review;
  if (early) {
    return {
      standing: { ...standing, due: standing.review },
      effect: kept ? null : notice('warning'),
    };
  }
  if (kept) {
    return { standing: fresh(stand, standing.level, standing.since, at), effect: notice('kept') };
  }
  if (standing.graceUntil === undefined && set.grace) {
    const graceUntil = stand.zone.plus(at, set.grace);
    return { standing: { ...standing, graceUntil, due: graceUntil }, effect: notice('grace') };
  }
  const lowest = set.measure ? 0 : -1;
  const target = set.policy === 'one-down' ? index - 1 : Math.max(what.reach, lowest);
  const level = set.levels[target]?.id ?? '';
  const lower = fresh(stand, level, at, at);
  const down = target > 0 ? lower : { ...lower, review: null, due: null };
  return { standing: down, effect: notice('downgrade', level) };
}
