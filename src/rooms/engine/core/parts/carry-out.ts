import { assert } from '../../../../kernel/assert.ts';
import { giveBadge } from '../../../challenges/index.ts';
import { grantOf } from '../../../program/index.ts';
import type { Draft } from '../draft.ts';
import { creditEarned } from '../handlers/credit-earned.ts';
import { PARTS } from './catalogue.ts';
import { type Given, noteGiven } from './given.ts';
import { PAYOUT } from './leaving/carry-out-plan.ts';
import { hasLeft } from './leaving/left.ts';
import type { Promised } from './promised.ts';

/** Grants of one event, those of grants included. */
const GRANTS_MOST = 200;

/** Carries out what rooms promised: points are credited, coupons issued, badges and tags given. */
export function carryOut(draft: Draft): void {
  const gone = hasLeft(draft.state);
  for (let index = 0; index < draft.promised.length; index++) {
    const promised = draft.promised[index] as Promised;
    if (gone && promised.cause !== PAYOUT) continue;
    assert(index < GRANTS_MOST, 'an event grants a bounded number of things', {});
    const given = give(draft, promised, index);
    if (!given || promised.key === undefined) continue;
    draft.setSlice('given', noteGiven(draft.state.slices.given, promised.key, given));
  }
}

/** What was given; null when the member has nothing more than before. */
function give(draft: Draft, { grant, cause }: Promised, index: number): Given | null {
  const { kind, id } = grantOf(grant);
  if ('points' in grant) return givePoints(draft, id, grant.amount, cause);
  if (kind === 'tag') return giveTag(draft, id, cause) ? [kind, id, draft.day] : null;
  if (kind === 'badge') return badge(draft, id, cause) ? [kind, id, draft.day] : null;
  for (const part of PARTS) {
    if (part.gives !== kind) continue;
    const name = part.give?.(draft, id, cause, index) ?? null;
    return name === null ? null : [kind, name, draft.day];
  }
  return null;
}

function givePoints(draft: Draft, id: string, amount: number, cause: string): Given | null {
  const currency = draft.program.currencies.get(id);
  if (!currency) return null;
  const before = draft.credits[id]?.length ?? 0;
  creditEarned(draft, currency, amount);
  draft.trace.push([cause, 'granted', amount]);
  draft.effects.push({ room: 'points', kind: 'granted', currency: id, points: amount, cause });
  const parts = (draft.credits[id] ?? []).slice(before);
  return ['points', id, draft.day, parts.map((part) => [part.lot, part.amount, part.activeAt])];
}

function giveTag(draft: Draft, tag: string, cause: string): boolean {
  const { state } = draft;
  if (state.tags.includes(tag)) return false;
  state.tags = [...state.tags, tag];
  draft.effects.push({ room: 'members', kind: 'tagged', tag, cause });
  return true;
}

function badge(draft: Draft, badge: string, cause: string): boolean {
  const before = draft.state.slices.badges;
  if (before?.[badge] !== undefined) return false;
  draft.setSlice('badges', giveBadge(before, badge, draft.at));
  draft.effects.push({ room: 'challenges', kind: 'badge', badge, cause });
  return true;
}
