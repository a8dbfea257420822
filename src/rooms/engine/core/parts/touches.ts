import type { Draft } from '../draft.ts';
import type { Part } from './part.ts';
import { setSlice } from './slices.ts';

/** Events of the hub itself are nobody's touch. */
const HUB_SOURCE = 'hachi';

/**
 * What a member has touched lately, as far as scenes of the program in force now look at it. It is
 * noted before the event is decided, so that a scene sees the event at hand as its last touch.
 */
export const touchesPart: Part = {
  slice: 'touches',
  handlers: {},
  beforeEvent: (draft) => {
    const { scenes } = draft.current;
    if (scenes === null) {
      if (draft.state.slices.touches !== undefined) draft.setSlice('touches', undefined);
      return null;
    }
    const { type, source, happenedAt } = draft.fact;
    if (!scenes.mayTouch(type) || source === HUB_SOURCE) return null;
    const before = draft.state.slices.touches;
    const after = scenes.note(before, type, kindOf(draft.fact.data), happenedAt);
    if (after !== before) draft.setSlice('touches', after);
    return null;
  },
  leave: (_, state) => setSlice(state, 'touches', undefined),
};

/** The kind of touchpoint that the door found, `''` when nobody knows it. */
function kindOf(data: Draft['fact']['data']): string {
  const { found } = data as { found?: { touch?: unknown } | null };
  return typeof found?.touch === 'string' ? found.touch : '';
}
