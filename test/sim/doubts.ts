import type { Draft } from './model.ts';
import { REFERRALS } from './rooms.ts';
import { lasting } from './terms.ts';

/** What speaks against a friend; each is enough to hold the referral. */
export type Doubt = 'enrolment-too-fast' | 'purchase-too-fast';

const { checks } = REFERRALS.fraud;

/** Whether somebody has come faster than anybody reads the page of the link. */
export function cameTooFast({ event, member, zone }: Draft): boolean {
  const said = (event.data.referral ?? event.data) as { openedAt?: string };
  if (said.openedAt === undefined) return false;
  const { less } = checks['enrolment-too-fast'];
  return member.joinedAt < zone.plus(Date.parse(said.openedAt), lasting(less));
}

/** Whether the purchase that counts was made right after enrolling. */
export function boughtTooFast({ member, zone }: Draft): boolean {
  const bought = member.brought?.purchases[0]?.at;
  const { less } = checks['purchase-too-fast'];
  return bought !== undefined && bought < zone.plus(member.joinedAt, lasting(less));
}
