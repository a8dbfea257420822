import type { FactData, MemberChange } from '../../../../events/index.ts';
import {
  bind,
  type Human,
  type Introduction,
  readReferrals,
  type Sighting,
  takeCode,
} from '../../../../referrals/index.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { type Handler, refuse } from '../../handlers/handler.ts';
import { needsConsent } from './needs-consent.ts';
import { fundOf, take } from './take-step.ts';

/** What the intake found for a friend who names a code; it is stored with the event. */
export interface FoundForFriend {
  readonly friend: number;
  readonly human: Human;
  readonly introduction: Introduction | null;
  readonly sightings: readonly Sighting[];
}

/** Fewer symbols are guessed too easily, and are too good to be gone. */
const CODE_SYMBOLS_MIN = 4;

type Said = FactData['referral.bind'] & Partial<FoundForFriend>;

/** A member asks for a code to bring friends with. */
export const giveCode: Handler = (draft) => {
  const terms = draft.program.referrals;
  if (!terms) return noReferrals();
  const missing = needsConsent(draft);
  if (missing) return missing;
  const { code, taken } = draft.fact.data as { code: string | null; taken?: boolean };
  if (code === null || code.length < CODE_SYMBOLS_MIN) {
    const fix = 'Use 4 to 40 letters and digits; or leave it out: the hub makes one.';
    return refuse('referral_code_unreadable', '/data/code', 'This cannot be a code.', fix);
  }
  if (taken === true) {
    return refuse(
      'referral_code_taken',
      '/data/code',
      'Another member has this code.',
      'Choose another one, or leave it out: the hub makes one.',
    );
  }
  const slice = stored(draft);
  const done = takeCode(terms, slice, code, draft.facts());
  if (!done.ok) return done.refusal;
  take(draft, done);
  return null;
};

/** A member who came lately names the code of who brought him or her. */
export const bindCode: Handler = (draft) => {
  return come(draft, draft.fact.data as unknown as Said);
};

/** Somebody enrols with a code: the enrolment stands also when the code is refused. */
export function enrolledWith(draft: Draft): void {
  const { referral } = draft.fact.data as unknown as MemberChange;
  if (!referral || referral.code === null) return;
  const refusal = come(draft, referral as Said);
  if (!refusal) return;
  const { code: why, detail } = refusal;
  draft.effects.push({ room: 'referrals', kind: 'referral-declined', why, detail });
}

function come(draft: Draft, said: Said): Refusal | null {
  const terms = draft.program.referrals;
  if (!terms) return noReferrals();
  const missing = needsConsent(draft);
  if (missing) return missing;
  const { state } = draft;
  const { friend: member = 0, introduction = null, human = 'missing', sightings = [] } = said;
  const binding = {
    id: `r${member}-${state.no}`,
    code: said.code as string,
    at: draft.at,
    friend: { member, joinedAt: state.joinedAt, purchases: state.purchases.count },
    introduction,
    openedAt: said.openedAt,
    human,
    sightings,
  };
  const done = bind(terms, stored(draft), binding, fundOf(draft, terms));
  if (!done.ok) return done.refusal;
  take(draft, done);
  return null;
}

function stored(draft: Draft) {
  const { referrals } = draft.state.slices;
  return referrals && readReferrals(referrals);
}

function noReferrals(): Refusal {
  return refuse(
    'referrals_off',
    '/type',
    'This program has no referrals.',
    'Add the section `referrals` to the program first.',
  );
}
