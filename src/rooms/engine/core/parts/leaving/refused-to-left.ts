import { isErased } from '../../../../leaving/index.ts';
import type { Refusal } from '../../decision.ts';
import { refuse } from '../../handlers/handler.ts';
import type { MemberState } from '../../state.ts';
import { hasLeft } from './left.ts';

/**
 * What may still happen to who has left: what was bought comes back, coupons that were left are
 * used, the member comes back, the hub does what it has begun.
 */
const STILL: ReadonlySet<string> = new Set([
  ...['return', 'purchase.reinstated', 'member.enrolled', 'reward.fulfil'],
  // A no is heard from everybody, and everybody may be erased.
  ...['consent.withdrawn', 'member.erased'],
  ...['coupon.reserve', 'coupon.release', 'coupon.redeem', 'coupon.rollback'],
]);

/** What may still happen to a member whose person has been erased. */
const STILL_TO_ERASED: ReadonlySet<string> = new Set([
  ...['return', 'purchase.reinstated', 'reward.fulfil', 'member.erased'],
]);

/** The no to an event of somebody who has left; null for what may still happen. */
export function refusedToLeft(state: MemberState, source: string, type: string): Refusal | null {
  if (isErased(state.slices.leaving)) {
    return STILL_TO_ERASED.has(type) || source === 'hachi' ? null : ERASED;
  }
  return !hasLeft(state) || STILL.has(type) || source === 'hachi' ? null : hasLeftRefusal();
}

const ERASED = refuse(
  'member_is_erased',
  '/member',
  'The person behind this member has been erased.',
  'Enrol the person anew, without the id of the old member.',
);

/** The no to what only members may do. */
export function hasLeftRefusal(): Refusal {
  return refuse(
    'member_has_left',
    '/member',
    'This member has left the program.',
    'Enrol the member again first, if that is what the member wants.',
  );
}
