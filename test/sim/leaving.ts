import { forgetUse } from './coupon-uses.ts';
import { endGifts } from './gifts.ts';
import { emptied } from './limits.ts';
import type { Draft } from './model.ts';
import { release } from './purse.ts';
import { voidRedemption } from './redemptions.ts';

/** What may still happen to who has left. */
const STILL = new Set([
  ...['return', 'purchase.reinstated', 'member.enrolled'],
  ...['coupon.reserve', 'coupon.release', 'coupon.redeem', 'coupon.rollback'],
]);

/** The refusal of an event of somebody who has left, or to whom it goes. */
export function refusedToLeft({ event, member, other }: Draft): string | null {
  if (STILL.has(event.type)) return null;
  return member.left || other?.left ? 'member_has_left' : null;
}

/** Everything ends; what was bought before moves no points any more. */
export function leave(draft: Draft): null {
  const { member, at } = draft;
  for (const [id, one] of Object.entries(member.redemptions)) {
    if (!one.spent) voidRedemption(member, id, at);
  }
  for (const [currency, purse] of Object.entries(member.purses)) {
    for (const hold of [...purse.holds]) release(purse, hold, at);
    emptied(draft, currency);
  }
  for (const use of [...member.coupons]) if (use.until !== null) forgetUse(member, use);
  endGifts(member, at);
  member.visits = 0;
  member.paid = {};
  member.perks = [];
  member.standing = [];
  member.left = true;
  draft.leaves = true;
  return null;
}
