import { BENEFITS, CHALLENGE, COUPON, GIFT, REFERRALS, REWARDS } from './rooms.ts';

/** How much there is of what is scarce, by budget. */
const SCARCE: Record<string, number> = Object.fromEntries([
  ...REWARDS.map(({ id, stock }) => [`stock:${id}`, stock?.total ?? 0]),
  ...COUPON.limits.total.map(({ times, per }) => [`coupon:${COUPON.id}:total:${per}`, times]),
  [`stock:coupon:${GIFT.id}`, GIFT.stock],
  [`challenge:${CHALLENGE.id}`, CHALLENGE.limits.total],
  ['referrals:total', Math.round(Number(REFERRALS.limits.total.cost) * 100)],
  ...BENEFITS.map(({ id, quota }) => [`quota:${id}`, quota?.times ?? 0]),
]);

/** How much there is of a scarce thing, by the key of its budget. */
export function sizeOf(key: string): number {
  return SCARCE[key.slice(0, key.indexOf('@'))] ?? 0;
}
