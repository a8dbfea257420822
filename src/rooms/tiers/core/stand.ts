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
  const risen: Standing = { level: level.id, since: at, review: null };
  if (what.reach > 0) risen.review = nextReview(set, zone, { joinedAt, since: at }, at);
  if (standing && index >= 0) {
    risen.before = { level: standing.level, since: standing.since, review: standing.review };
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
    target === before
      ? { ...standing.before }
      : { level: level.id, since: at, review: nextReview(set, zone, { joinedAt, since: at }, at) };
  const effect: TierEffect = {
    set: set.id,
    from: standing.level,
    to: level.id,
    why: 'upgrade_undone',
    at,
  };
  return { standing: back, effect };
}

/** The next moment at which a standing is looked at: a warning, a review, or the end of grace. */
export function standingDue({ set, zone }: Stand, standing: Standing): Instant | null {
  if (standing.graceUntil !== undefined) return standing.graceUntil;
  if (standing.review === null) return null;
  if (set.warn && !standing.warned) return zone.minus(standing.review, set.warn);
  return standing.review;
}

/** Looks at a standing at a moment that `standingDue` gave. Returns what it becomes. */
export function review(
  stand: Stand,
  standing: Standing,
  what: Deserved,
  at: Instant,
): { standing: Standing; effect: TierEffect | null } {
  const index = levelIndex(stand.set, standing);
  const kept = what.keep >= index;
  const notice = (why: TierEffect['why'], to = standing.level): TierEffect => ({
    set: stand.set.id,
    from: standing.level,
    to,
    why,
    at,
  });
  if (standing.graceUntil === undefined && standing.review !== null && at < standing.review) {
    return { standing: { ...standing, warned: true }, effect: kept ? null : notice('warning') };
  }
  if (kept) return { standing: keep(stand, standing, at), effect: notice('kept') };
  if (standing.graceUntil === undefined && stand.set.grace) {
    const graceUntil = stand.zone.plus(at, stand.set.grace);
    return { standing: { ...standing, graceUntil }, effect: notice('grace') };
  }
  const target =
    stand.set.policy === 'one-down' ? index - 1 : Math.max(what.reach, stand.set.measure ? 0 : -1);
  const level = stand.set.levels[target]?.id ?? '';
  const since = { joinedAt: stand.joinedAt, since: at };
  const next = target > 0 ? nextReview(stand.set, stand.zone, since, at) : null;
  return { standing: { level, since: at, review: next }, effect: notice('downgrade', level) };
}

function keep({ set, zone, joinedAt }: Stand, standing: Standing, at: Instant): Standing {
  const { level, since } = standing;
  return { level, since, review: nextReview(set, zone, { joinedAt, since }, at) };
}
