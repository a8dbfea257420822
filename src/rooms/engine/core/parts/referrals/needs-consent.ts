import { REFERRALS } from '../../../../consent/index.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { refuse } from '../../handlers/handler.ts';

/** The no to bringing and being brought where that rests on a consent that is not there. */
export function needsConsent({ view }: Draft): Refusal | null {
  if (view.allows('referrals', REFERRALS)) return null;
  return refuse(
    'consent_missing',
    '/member',
    'Referrals rest on a consent that the member has not given.',
    'Ask the member for it first, and send consent.given.',
  );
}
