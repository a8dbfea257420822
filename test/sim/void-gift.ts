import { boundGift } from './gifts.ts';
import type { Draft } from './model.ts';

/** Takes a coupon out of the member's hands, unless somebody is paying with it. */
export function voidGift({ at, event, happenedAt, member }: Draft): string | null {
  const one = member.gifts.find(({ id }) => id === event.data.coupon);
  if (!one) return 'coupon_unknown';
  const kept = one.kept && happenedAt < one.kept.until ? one.kept : null;
  const no = boundGift(one, kept);
  if (no) return no;
  // What has ended by now is over already, however late it is said.
  if (one.ends <= at && !one.kept) return 'coupon_ended';
  Object.assign(one, { over: 'voided', kept: null });
  return null;
}
