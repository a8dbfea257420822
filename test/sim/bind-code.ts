import type { Draft } from './model.ts';
import { bringFriend } from './referrals.ts';
import { REFERRALS } from './rooms.ts';
import { lasting } from './terms.ts';

/** Why the code that a friend names is not taken; null when the friend counts for its owner. */
export function declined(draft: Draft): string | null {
  const { event, member, ownerOf, who, hasLeft } = draft;
  const { code } = (event.data.referral ?? event.data) as { code: string };
  const owner = ownerOf(code);
  if (owner === null) return 'referral_code_unknown';
  if (owner !== who && hasLeft(owner)) return 'advocate_gone';
  if (owner === who) return 'referral_self';
  if (member.brought) return 'already_referred';
  if (!isNew(draft)) return 'already_member';
  return draft.above(owner).includes(who) ? 'referral_cycle' : null;
}

/** New is who comes with the code, or has come shortly before and has bought nothing yet. */
function isNew({ at, member, zone }: Draft): boolean {
  if (member.joinedAt >= at) return true;
  return member.bought === 0 && at < zone.plus(member.joinedAt, lasting(REFERRALS.bind.within));
}

/** Somebody who has come already names a code. */
export function bindCode(draft: Draft): string | null {
  if (!draft.bound) return declined(draft);
  bringFriend(draft, draft.bound);
  return null;
}
