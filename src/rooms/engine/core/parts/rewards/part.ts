import {
  dueOf,
  type Redemption,
  type ReleasedEffect,
  settle,
  voidHeld,
} from '../../../../rewards/index.ts';
import { pickGiven } from '../given.ts';
import type { Part } from '../part.ts';
import { setSlice } from '../slices.ts';
import { giveBackPaid, release } from './give-back.ts';
import { givenKey } from './given-with.ts';
import { REWARD_HANDLERS } from './handlers.ts';
import { payWithRewards } from './of-purchase.ts';

/** What points buy. */
export const rewardsPart: Part = {
  slice: 'rewards',
  handlers: REWARD_HANDLERS,
  dueOf: (_, state) => dueOf(state.slices.rewards),
  settle(program, state, into, moment) {
    const before = state.slices.rewards;
    const { state: after, effects } = settle(before, moment);
    if (after === before) return;
    setSlice(state, 'rewards', after);
    for (const { id, gives } of before ?? []) {
      const over = gives !== undefined && !after?.some((one) => one.id === id);
      if (over) setSlice(state, 'given', pickGiven(state.slices.given, givenKey(id)).rest);
    }
    for (const effect of effects) {
      const one = before?.find(({ id }) => id === effect.id) as Redemption;
      if (effect.kind === 'released') release(state, into, one, effect);
      if (effect.kind === 'returned') giveBackPaid(program, state, into, one, effect);
      into.effects.push({ room: 'rewards', ...effect });
    }
  },
  beforeEvent: payWithRewards,
  undoOpen(_, state, into, at) {
    for (const one of state.slices.rewards ?? []) {
      const step = voidHeld(state.slices.rewards, one.id, at);
      if ('refusal' in step) continue;
      setSlice(state, 'rewards', step.state);
      const effect = step.effects[0] as ReleasedEffect;
      release(state, into, one, effect);
      into.effects.push({ room: 'rewards', ...effect });
    }
  },
};
