import { give, type Step, withdraw } from '../../../consent/index.ts';
import type { FactData } from '../../../events/index.ts';
import type { Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import { earn } from '../earn.ts';
import { creditAwards } from '../handlers/credit-earned.ts';
import type { Handler } from '../handlers/handler.ts';
import type { Part } from './part.ts';

/**
 * Consent: what members say yes and no to. The moment of a word is its business time, so that one
 * that comes late takes its place in the order. What rests on a consent asks for it whenever it is
 * used, so that a no stops it with this very decision.
 */
export const consentPart: Part = {
  slice: 'consents',
  handlers: {
    'consent.given': saying((draft) => {
      const said = draft.fact.data as unknown as FactData['consent.given'];
      return onProgram(draft, (terms) =>
        give(terms, draft.state.slices.consents, said, draft.fact.happenedAt),
      );
    }),
    'consent.withdrawn': saying((draft) => {
      const said = draft.fact.data as unknown as FactData['consent.withdrawn'];
      return onProgram(draft, (terms) =>
        withdraw(terms, draft.state.slices.consents, said, draft.fact.happenedAt),
      );
    }),
  },
};

type Terms = Draft['program']['consent'];

/** Asks the program in force now; what it does not know, the one in force when it was said. */
function onProgram({ current, program }: Draft, ask: (terms: Terms) => Step): Step {
  const step = ask(current.consent);
  return step.ok || program === current ? step : ask(program.consent);
}

function saying(say: (draft: Draft) => Step): Handler {
  return (draft): Refusal | null => {
    const step = say(draft);
    if (!step.ok) return step.refusal;
    draft.setSlice('consents', step.slice);
    for (const effect of step.effects) draft.effects.push({ room: 'consent', ...effect });
    // A present for who agrees is a rule like any other.
    earn(draft, []);
    creditAwards(draft);
    return null;
  };
}
