import { countStep, type UsedSteps } from '../../../codes/index.ts';
import type { Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import type { Part } from './part.ts';

/** A member's changing card: which one it is, and which of its codes have counted. */
export interface CardSlice {
  /** Absent for the first card. */
  readonly generation?: number;
  readonly used: UsedSteps;
}

/** The changing card: each of its codes counts once, whatever it was shown for. */
export const cardPart: Part = {
  slice: 'card',
  handlers: {
    'card.replaced': (draft) => {
      const generation = (draft.state.slices.card?.generation ?? 0) + 1;
      draft.setSlice('card', { generation, used: [] });
      draft.effects.push({ room: 'codes', kind: 'card.replaced', generation });
      return null;
    },
  },
  beforeEvent: countCard,
};

function countCard(draft: Draft): Refusal | null {
  const { found } = draft.fact.data as { found?: { card?: { step?: unknown } } | null };
  // An event of a sender's own may have such data too.
  const step = found?.card?.step;
  if (!Number.isSafeInteger(step)) return null;
  const { card } = draft.state.slices;
  const counted = countStep(card?.used ?? [], step as number);
  if ('problem' in counted) return { ...counted.problem, path: '/member/code' };
  draft.setSlice('card', { ...card, used: counted.used });
  return null;
}
