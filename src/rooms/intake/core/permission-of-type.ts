/** Types of events that need more than the right to say that something happened. */
const OF_TYPE = new Map(
  Object.entries({
    'member.merged': 'members.merge',
    'member.unmerged': 'members.merge',
    'member.erased': 'members.erase',
    'points.spend': 'points.spend',
    'points.hold': 'points.spend',
    'points.commit': 'points.spend',
    'points.void': 'points.spend',
    'points.transfer': 'points.spend',
    'benefit.withdraw': 'benefits.withdraw',
    'coupon.issue': 'coupons.issue',
    'coupon.void': 'coupons.issue',
    'referral.reviewed': 'referrals.review',
    'reward.fulfil': 'rewards.fulfil',
    'reward.drawn': 'rewards.draw',
  }),
);

/** What is not in the table, by the word before the first full stop. */
const OF_FAMILY = new Map(
  Object.entries({
    member: 'members.write',
    card: 'members.write',
    consent: 'members.write',
    household: 'members.write',
    // Credit, opening, goodwill, adjust: points from nothing.
    points: 'points.adjust',
    benefit: 'benefits.use',
    coupon: 'coupons.redeem',
    challenge: 'challenges.write',
    referral: 'referrals.write',
    reward: 'rewards.redeem',
  }),
);

/**
 * The permission that an event of this type needs, by whichever route it comes: purchases, returns
 * and custom events need `events.write`.
 */
export function permissionOfType(type: string): string {
  const family = type.slice(0, Math.max(0, type.indexOf('.')));
  return OF_TYPE.get(type) ?? OF_FAMILY.get(family) ?? 'events.write';
}
