import {
  advance,
  type ChallengeEffect,
  dueOf,
  endAll,
  join,
  leave,
  recount,
  type Slice,
  settle,
} from '../../../challenges/index.ts';
import type { FactData } from '../../../events/index.ts';
import type { Draft } from '../draft.ts';
import { earn } from '../earn.ts';
import { creditAwards, touchSliding } from '../handlers/credit-earned.ts';
import type { Handler } from '../handlers/handler.ts';
import { purchaseBack } from './challenges/purchase-back.ts';
import { givenStill, pay } from './challenges/rewards.ts';
import { told } from './challenges/told.ts';
import { hasLeft } from './leaving/left.ts';
import type { Part } from './part.ts';
import { setSlice } from './slices.ts';

/** Challenges: every event moves what it counts for, a return moves it back. */
export const challengesPart: Part = {
  slice: 'challenges',
  handlers: {
    'challenge.joined': changing((draft, id) => {
      const { program, state } = draft;
      return join(program.challenges, state.slices.challenges, id, draft.facts(), state.no);
    }),
    'challenge.left': changing((draft, id) =>
      leave(draft.program.challenges, draft.state.slices.challenges, id, draft.at),
    ),
  },
  dueOf: (_, { slices }) => dueOf(slices.challenges),
  settle(program, state, into, moment) {
    const before = state.slices.challenges;
    const { slice, effects } = settle(program.challenges.terms, before, moment);
    if (slice === before) return;
    setSlice(state, 'challenges', slice);
    setSlice(state, 'given', givenStill(state.slices.given, slice));
    for (const effect of effects) into.effects.push(told(effect));
  },
  leave(_, state, into, _ended, at) {
    const { slice, effects } = endAll(state.slices.challenges, at);
    setSlice(state, 'challenges', slice);
    for (const effect of effects) into.effects.push(told(effect));
  },
  afterEvent(draft) {
    const { fact, program, state, purchase } = draft;
    const { challenges } = state.slices;
    if (hasLeft(state)) return;
    const { open, assigning } = program.challenges.terms;
    if (challenges === undefined && !open.has(fact.type) && !assigning.has(fact.type)) return;
    if (purchase && UNDOES.has(fact.type)) {
      take(draft, recount(program.challenges, challenges, purchaseBack(purchase), draft.at));
    }
    const now = state.slices.challenges;
    take(draft, advance(program.challenges, now, draft.facts(), state.no));
  },
};

/** Events that change what a purchase of before counts for. */
const UNDOES: ReadonlySet<string> = new Set(['return', 'purchase.reinstated']);

interface Change {
  readonly slice: Slice | undefined;
  readonly effects: readonly ChallengeEffect[];
}

/** A member joins or leaves; rules may pay for it. */
function changing(step: (draft: Draft, id: string) => ReturnType<typeof join>): Handler {
  return (draft) => {
    const { challenge } = draft.fact.data as unknown as FactData['challenge.joined'];
    const done = step(draft, challenge);
    if (done.problem) return done.problem;
    take(draft, done);
    earn(draft, []);
    touchSliding(draft);
    creditAwards(draft);
    return null;
  };
}

/** Takes a change over, tells it, and promises what was reached. */
function take(draft: Draft, { slice, effects }: Change): void {
  const { slices } = draft.state;
  for (const effect of effects) {
    draft.effects.push(told(effect));
    if (effect.kind === 'progress') pay(draft, effect);
  }
  if (slice === slices.challenges) return;
  draft.setSlice('challenges', slice);
  if (slices.given) draft.setSlice('given', givenStill(draft.state.slices.given, slice));
}
