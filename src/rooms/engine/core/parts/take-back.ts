import { takeBadge } from '../../../challenges/index.ts';
import { clawBack } from '../../../points/index.ts';
import type { Draft } from '../draft.ts';
import { countEarned } from '../totals.ts';
import { type Given, pickGiven } from './given.ts';

/**
 * Takes back what was given under a key: points by the return policy of their currency, badges and
 * tags, and what other rooms gave as far as it is unused. What nobody noted was given for good.
 * Returns what was given.
 */
export function takeBack(draft: Draft, key: string, cause: string): readonly Given[] {
  const { given, rest } = pickGiven(draft.state.slices.given, key);
  draft.setSlice('given', rest);
  for (const one of given) takeOne(draft, one, cause);
  return given;
}

function takeOne(draft: Draft, given: Given, cause: string): void {
  const [kind, what] = given;
  const { state } = draft;
  if (kind === 'points') takePoints(draft, given, cause);
  else if (kind === 'tag') {
    if (!state.tags.includes(what)) return;
    state.tags = state.tags.filter((tag) => tag !== what);
    draft.effects.push({ room: 'members', kind: 'untagged', tag: what, cause });
  } else if (kind === 'badge') {
    if (state.slices.badges?.[what] === undefined) return;
    draft.setSlice('badges', takeBadge(state.slices.badges, what));
    draft.effects.push({ room: 'challenges', kind: 'badge-lost', badge: what, cause });
  } else {
    for (const part of draft.parts) if (part.gives === kind) part.takeBack?.(draft, what, cause);
  }
}

function takePoints(draft: Draft, [, id, day, points = []]: Given, cause: string): void {
  const currency = draft.program.currencies.get(id);
  if (!currency) return;
  const parts = points.map(([lot, amount, activeAt]) => ({ lot, amount, activeAt }));
  const due = parts.reduce((sum, part) => sum + part.amount, 0);
  const taken = clawBack(currency, draft.wallet(currency), draft.journal, parts, due, draft.at);
  const sum = taken.reduce((total, part) => total + part.amount, 0);
  draft.count(id, 'clawedBack', sum);
  if (sum > 0) {
    draft.effects.push({ room: 'points', kind: 'taken-back', currency: id, points: sum, cause });
  }
  const flag = `clawback_short:${id}`;
  if (sum < due && !draft.flags.includes(flag)) draft.flags.push(flag);
  countEarned(draft.program, draft.state, day, id, -sum);
}
