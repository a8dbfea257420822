import type { Draft } from './model.ts';
import { closeReferral, counts, payWelcome } from './referrals.ts';

/** A person has looked at a referral that is held. */
export function reviewed(draft: Draft): string | null {
  const { event, member } = draft;
  const { brought } = member;
  if (!brought || brought.id !== event.data.referral) return 'referral_unknown';
  const { doubt } = brought;
  if (doubt === null) return 'referral_not_held';
  brought.doubt = null;
  if (event.data.decision === 'refuse') {
    if (brought.state === 'lapsed') brought.state = 'refused';
    else closeReferral(member, 'refused');
    return null;
  }
  if (!brought.cleared.includes(doubt)) brought.cleared.push(doubt);
  if (!brought.welcomed) payWelcome(draft);
  if (brought.state === 'ripe') counts(draft);
  return null;
}
