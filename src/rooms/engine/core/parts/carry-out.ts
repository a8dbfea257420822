import { assert } from '../../../../kernel/assert.ts';
import { grantOf } from '../../../program/index.ts';
import type { Draft } from '../draft.ts';
import { creditEarned } from '../handlers/credit-earned.ts';
import { PARTS } from './catalogue.ts';
import type { Promised } from './promised.ts';

/** Grants of one event, those of grants included. */
const GRANTS_MOST = 200;

/** Carries out what rooms promised: points are credited, coupons issued, badges and tags given. */
export function carryOut(draft: Draft): void {
  for (let index = 0; index < draft.promised.length; index++) {
    assert(index < GRANTS_MOST, 'an event grants a bounded number of things', {});
    give(draft, draft.promised[index] as Promised, index);
  }
}

function give(draft: Draft, promised: Promised, index: number): void {
  const { grant, cause } = promised;
  const { kind, id } = grantOf(grant);
  if ('points' in grant) {
    const currency = draft.program.currencies.get(id);
    if (!currency) return;
    creditEarned(draft, currency, grant.amount);
    draft.trace.push([cause, 'granted', grant.amount]);
  } else if (kind === 'tag') {
    giveTag(draft, id, cause);
  } else if (kind === 'badge') {
    giveBadge(draft, id, cause);
  } else {
    for (const part of PARTS) if (part.gives === kind) part.give?.(draft, id, cause, index);
  }
}

function giveTag(draft: Draft, tag: string, cause: string): void {
  const { state } = draft;
  if (state.tags.includes(tag)) return;
  state.tags = [...state.tags, tag];
  draft.effects.push({ room: 'members', kind: 'tagged', tag, cause });
}

function giveBadge(draft: Draft, badge: string, cause: string): void {
  const badges = draft.state.slices.badges ?? [];
  if (badges.includes(badge)) return;
  draft.setSlice('badges', [...badges, badge]);
  draft.effects.push({ room: 'challenges', kind: 'badge', badge, cause });
}
