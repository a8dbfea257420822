import { type CouponUse, forgetUse } from './coupon-uses.ts';
import { keepGift, redeemGift, releaseGift, rollBackGift } from './gifts.ts';
import { countUp, limitsOf, scarceKey } from './limits.ts';
import type { Draft } from './model.ts';
import { COUPON } from './rooms.ts';
import { lasting } from './terms.ts';

/**
 * Events about coupons: a basket is either for gifts or for the one public code. Returns the code
 * of the refusal, or null.
 */
export function useCoupon(draft: Draft): string | null {
  const { basket, coupons } = draft.event.data as { basket?: string; coupons?: string[] };
  const gift = basket?.startsWith('g') ?? false;
  switch (draft.event.type) {
    case 'coupon.reserve':
      if (gift) return keepGift(draft, coupons![0]!);
      return reserve(draft);
    case 'coupon.release':
      if (gift) return releaseGift(draft);
      return letGo(draft);
    case 'coupon.redeem':
      if (gift) return redeemGift(draft, coupons?.[0]);
      return redeem(draft);
    default:
      return rollBackAny(draft);
  }
}

function reserve(draft: Draft): string | null {
  const { event, happenedAt, zone, member } = draft;
  const until = zone.plus(happenedAt, lasting(COUPON.reserve));
  const open = reservedFor(draft);
  if (open) {
    open.until = until;
    return null;
  }
  if (member.left) return 'member_has_left';
  const counted = count(draft);
  if (typeof counted === 'string') return counted;
  const basket = event.data.basket as string;
  member.coupons.push({ id: event.id, basket, until, counted, redemption: null, back: false });
  return null;
}

function letGo(draft: Draft): string | null {
  const open = reservedFor(draft);
  if (!open) return 'coupon_not_reserved';
  forgetUse(draft.member, open);
  return null;
}

/** Uses what is reserved for the basket, or the code at once. */
function redeem(draft: Draft): string | null {
  const { event, member } = draft;
  const open = reservedFor(draft);
  if (open) {
    Object.assign(open, { redemption: event.id, until: null });
    return null;
  }
  if (event.data.coupons === undefined) return 'coupon_not_reserved';
  if (member.left) return 'member_has_left';
  const counted = count(draft);
  if (typeof counted === 'string') return counted;
  const use = { id: event.id, basket: '', until: null, counted, redemption: event.id, back: false };
  member.coupons.push(use);
  return null;
}

function rollBackAny(draft: Draft): string | null {
  const gift = rollBackGift(draft);
  return gift ? gift.refused : rollBack(draft);
}

function rollBack({ event, member }: Draft): string | null {
  const use = member.coupons.find(({ redemption }) => redemption === event.data.redemption);
  if (!use) return 'redemption_unknown';
  if (use.back) return 'redemption_rolled_back';
  use.back = true;
  for (const key of use.counted) member.counted[key] = (member.counted[key] ?? 0) - 1;
  return null;
}

function reservedFor({ event, happenedAt, member }: Draft): CouponUse | undefined {
  return member.coupons.find(
    ({ basket, until }) => basket === event.data.basket && until !== null && happenedAt < until,
  );
}

function count(draft: Draft): string[] | string {
  const { keys, room } = limitsOf(draft, COUPON);
  if (!room) return 'coupon_limit_member';
  const [total] = COUPON.limits.total as [(typeof COUPON.limits.total)[number]];
  const key = scarceKey(draft, `coupon:${COUPON.id}:total:${total.per}`, total.per);
  if (draft.soldOut(key)) return 'coupon_used_up';
  countUp(draft.member, keys);
  return keys;
}
