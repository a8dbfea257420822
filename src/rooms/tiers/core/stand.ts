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
  const why = index < 0 ? 'entered' : 'upgrade';
  const risen: Standing = { level: level.id, since: at, ...reviewed(set, zone, next, at) };
  const before = standing && index >= 0 ? standing : nowhere(at);
  return {
    standing: canFall(set, what.reach) ? { ...risen, before } : risen,
    effect: { set: set.id, from, to: level.id, why, at },
  };
}

/** The first level of a measured set is everybody's: nothing stands below it. */
function canFall(set: TierSet, index: number): boolean {
  return index > 0 || set.measure === null;
}

function nowhere(since: Instant): Standing {
  return { level: '', since, review: null, due: null };
}

/**
 * Undoes the upgrades to which a purchase led that came back: those since it was made, as far as
 * their levels are no longer deserved. What stood before the purchase is not touched. A level that
 * is still deserved leans on other purchases from now on. Null when nothing changes.
 */
export function undoUpgrade(
  { set, zone, joinedAt }: Stand,
  standing: Standing | undefined,
  what: Deserved,
  purchasedAt: Instant,
  at: Instant,
): { standing: Standing; effect: TierEffect | null } | null {
  if (!standing) return null;
  let undone: Standing | null = null;
  let back = standing;
  while (back.before && mayUndo(back, purchasedAt) && levelIndex(set, back) > what.reach) {
    undone = back;
    back = back.before;
  }
  back = leaning(back, purchasedAt);
  if (!undone) return back === standing ? null : { standing: back, effect: null };
  const reach = Math.max(what.reach, set.measure ? 0 : -1);
  const level = set.levels[reach];
  if (level && levelIndex(set, back) < reach) {
    const { since } = undone;
    const next = reach > 0 ? nextReview(set, zone, { joinedAt, since }, at) : null;
    const lower: Standing = { level: level.id, since, ...reviewed(set, zone, next, at) };
    back = canFall(set, reach) ? { ...lower, before: back, leans: true } : lower;
  }
  const effect: TierEffect = {
    set: set.id,
    from: standing.level,
    to: back.level,
    why: 'upgrade_undone',
    at,
  };
  return { standing: back, effect };
}

function mayUndo({ since, leans }: Standing, purchasedAt: Instant): boolean {
  return leans === true || since >= purchasedAt;
}

/** The levels reached since a purchase, marked as leaning on others. */
function leaning(standing: Standing, purchasedAt: Instant): Standing {
  if (!standing.before || standing.since < purchasedAt) return standing;
  const before = leaning(standing.before, purchasedAt);
  if (standing.leans && before === standing.before) return standing;
  return { ...standing, before, leans: true };
}

/** A standing from `since` on, with its next review after `at`. */
function fresh(
  { set, zone, joinedAt }: Stand,
  level: string,
  since: Instant,
  at: Instant,
): Standing {
  const next = nextReview(set, zone, { joinedAt, since }, at);
  return { level, since, ...reviewed(set, zone, next, at) };
}

/**
 * A review and what is due first: the warning ahead of it, when the set warns. A level that is
 * reached when the moment of the warning has passed is not warned of losing it.
 */
function reviewed(
  set: TierSet,
  zone: Zone,
  next: Instant | null,
  at: Instant,
): { review: Instant | null; due: Instant | null } {
  const warning = next !== null && set.warn ? zone.minus(next, set.warn) : null;
  return { review: next, due: warning !== null && warning > at ? warning : next };
}

/**
 * The standing with a review, when the set has reviews and the standing has none: the level was
 * reached under a program version that never looked at it again. Null when there is nothing to do.
 */
export function schedule(stand: Stand, standing: Standing, at: Instant): Standing | null {
  const { set, zone, joinedAt } = stand;
  if (set.review.kind === 'never' || standing.review !== null) return null;
  if (levelIndex(set, standing) <= 0) return null;
  const next = nextReview(set, zone, { joinedAt, since: standing.since }, at);
  return { ...standing, ...reviewed(set, zone, next, at) };
}

/** Whether what is due at a moment is the warning ahead of a review. */
export function isWarning(
  standing: Standing,
  at: Instant,
): standing is Standing & { readonly review: Instant } {
  return standing.graceUntil === undefined && standing.review !== null && at < standing.review;
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
  // The review was set by a version of the program that had reviews; the one in force has none.
  if (set.review.kind === 'never') return { standing: unreviewed(standing), effect: null };
  if (isWarning(standing, at)) {
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
  const target = set.policy === 'one-down' ? index - 1 : Math.max(what.keep, lowest);
  const level = set.levels[target]?.id ?? '';
  const lower = fresh(stand, level, at, at);
  const down = target > 0 ? lower : { ...lower, review: null, due: null };
  return { standing: down, effect: notice('downgrade', level) };
}

function unreviewed({ graceUntil: _, ...standing }: Standing): Standing {
  return { ...standing, review: null, due: null };
}
