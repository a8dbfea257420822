import type { Instant } from '../../../kernel/time.ts';
import type { Facts } from '../../program/index.ts';
import type { Challenge, Challenges } from './challenge.ts';
import type { ChallengeEffect } from './effect.ts';
import type { Sheet } from './sheet.ts';
import { type Assignment, SLICE_LIMITS } from './slice.ts';

/** Why a challenge cannot be had at a moment; null when it can. */
export function windowProblem(
  { from, end }: Challenge,
  happenedAt: Instant,
): 'early' | 'over' | null {
  if (end !== null && happenedAt >= end) return 'over';
  return from !== null && happenedAt < from ? 'early' : null;
}

/** A fresh assignment; it counts from `happenedAt` on, or from its first day. */
export function newAssignment(
  terms: Challenges,
  challenge: Challenge,
  id: string,
  happenedAt: Instant,
  status: Assignment['status'],
): Assignment {
  const since = Math.max(happenedAt, challenge.from ?? happenedAt);
  return {
    id,
    challenge: challenge.id,
    version: terms.version,
    status,
    since,
    end: status === 'offered' ? challenge.end : endOf(terms, challenge, since),
    target: challenge.target,
    progress: 0,
    rounds: 0,
    stage: 0,
    parts: [],
    runs: [],
    used: null,
    items: [],
    closedAt: null,
  };
}

/** The first moment that no longer counts: the last one of a duration still does. */
function endOf({ zone }: Challenges, challenge: Challenge, since: Instant): Instant | null {
  const { end, lasts } = challenge;
  if (!lasts) return end;
  const over = zone.plus(since, lasts) + 1;
  return end === null ? over : Math.min(end, over);
}

/** Assigns what this event assigns. */
export function assignByEvent(sheet: Sheet, terms: Challenges, facts: Facts, no: number): void {
  const { type, happenedAt } = facts.fact;
  let count = 0;
  for (const challenge of terms.assigning.get(type) ?? []) {
    const { assign } = challenge;
    if (!facts.member.allows('challenges', challenge.id)) continue;
    if (assign.kind !== 'event' || (assign.when && assign.when(facts) !== true)) continue;
    const status = challenge.optIn ? 'offered' : challenge.startOn ? 'waiting' : 'open';
    const fresh = newAssignment(terms, challenge, `${no}.${count}`, happenedAt, status);
    const reason = whyNot(sheet, fresh, assign.again, facts.at);
    if (reason) {
      sheet.tell({ kind: 'refused', challenge: challenge.id, reason });
      continue;
    }
    if (assign.again === 'restart') endAll(sheet, challenge.id, happenedAt);
    count += 1;
    sheet.put(fresh);
    sheet.tell(told(status === 'open' ? 'assigned' : status, fresh));
  }
}

function whyNot(
  sheet: Sheet,
  { challenge, since, end }: Assignment,
  again: 'ignore' | 'stack' | 'restart',
  at: Instant,
): 'open_already' | 'too_many_open' | 'window_over' | null {
  if (end !== null && end <= Math.max(since, at)) return 'window_over';
  if (again === 'ignore' && sheet.has(challenge)) return 'open_already';
  return sheet.open.length >= SLICE_LIMITS.open ? 'too_many_open' : null;
}

function endAll(sheet: Sheet, challenge: string, at: Instant): void {
  for (const one of sheet.open) {
    if (one.challenge !== challenge) continue;
    sheet.drop(one);
    sheet.tell(ended(one, 'restarted', at));
  }
}

export function told(
  kind: 'offered' | 'waiting' | 'assigned' | 'joined' | 'started',
  { challenge, id, target, end }: Assignment,
): ChallengeEffect {
  return { kind, challenge, assignment: id, target, end };
}

export function ended(
  { challenge, id, progress, target }: Assignment,
  reason: 'window_over' | 'left' | 'removed' | 'restarted',
  at: Instant,
): ChallengeEffect {
  return { kind: 'ended', challenge, assignment: id, reason, at, progress, target };
}
