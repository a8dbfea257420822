import { assert } from '../../../kernel/assert.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { Instant } from '../../../kernel/time.ts';
import { nextDue, settleMoment } from '../../points/index.ts';
import { mergedInto } from './parts/identity/guests.ts';
import { dueInParts, settleParts } from './parts/settle-parts.ts';
import type { Program } from './program.ts';
import type { Settled } from './settled.ts';
import type { MemberState } from './state.ts';
import { raiseBalanceTiers, reviewTiers } from './tiers.ts';

/** The next moment at which anything of this member falls due; null for never. */
export function dueOf(program: Program, state: MemberState): Instant | null {
  // Who was merged into another rests: what falls due meanwhile is done when that is undone.
  if (mergedInto(state) !== null) return null;
  let due = Number.POSITIVE_INFINITY;
  for (const id in state.wallets) {
    const currency = program.currencies.get(id);
    const wallet = state.wallets[id];
    if (currency && wallet) due = Math.min(due, nextDue(currency, program.zone, wallet) ?? due);
  }
  for (const { id } of program.tierSets) due = Math.min(due, state.tiers[id]?.due ?? due);
  due = Math.min(due, dueInParts(program, state) ?? due);
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/**
 * Does everything that falls due up to and including `until`, in the order of its moments:
 * activations, holds that ran out, expiry, what ends in the other rooms, then tier reviews. However
 * often and however late it is called, the state at `until` is the same; that is why a late task
 * never changes a balance. What was due before the state's own moment (points of a late event) is
 * done at that moment.
 */
export function settleState(
  program: Program,
  state: MemberState,
  into: Settled,
  until: Instant,
): void {
  for (let moments = 0; ; moments++) {
    const due = dueOf(program, state);
    if (due === null || due > until) break;
    assert(moments < LIMITS.momentsPerSettle, 'a member settles in bounded steps', { due });
    const moment = Math.max(due, state.asOf);
    for (const id in state.wallets) {
      const currency = program.currencies.get(id);
      const wallet = state.wallets[id];
      if (currency && wallet) settleMoment(currency, program.zone, wallet, into.journal, moment);
    }
    settleParts(program, state, into, moment);
    raiseBalanceTiers(program, state, into.tiers, moment);
    reviewTiers(program, state, into.tiers, moment);
    state.asOf = moment;
  }
  state.asOf = Math.max(state.asOf, until);
}
