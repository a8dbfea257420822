import type { Problem } from '../../../kernel/problem.ts';
import { duplicateIds, type Section } from '../../program/index.ts';
import { checkCoupon } from './check-coupon.ts';
import { checkDays, checkShared } from './check-shared.ts';
import { codeKey } from './code-key.ts';
import { describeCampaign, describeCoupon } from './describe.ts';
import {
  type CampaignDocument,
  CampaignsSection,
  type CouponDocument,
  type CouponLaneDocument,
  CouponLanesSection,
  CouponsSection,
} from './section.ts';

/** The `campaigns` section of the program document: what many coupons have in common. */
export const campaignsSection: Section = {
  name: 'campaigns',
  noun: 'Campaign',
  power: 'marketing',
  schema: CampaignsSection,
  required: false,
  check(document, expressions) {
    const campaigns = (document.campaigns ?? []) as CampaignDocument[];
    return [
      ...duplicateIds(campaigns, 'campaign', '/campaigns'),
      ...campaigns.flatMap((campaign, index) => {
        const path = `/campaigns/${index}`;
        return [
          ...checkDays(campaign.valid, `${path}/valid`),
          ...checkShared(campaign, document, path, expressions),
        ];
      }),
    ];
  },
  describe: (_, item) => describeCampaign(item as CampaignDocument),
};

/** The `couponLanes` section of the program document: which coupons add up. */
export const couponLanesSection: Section = {
  name: 'couponLanes',
  noun: 'Coupon lane',
  power: 'marketing',
  schema: CouponLanesSection,
  required: false,
  check: ({ couponLanes }) =>
    duplicateIds((couponLanes ?? []) as CouponLaneDocument[], 'coupon lane', '/couponLanes'),
  describe: (_, item) => `the coupons in it: ${(item as CouponLaneDocument).choose}`,
};

/** The `coupons` section of the program document. */
export const couponsSection: Section = {
  name: 'coupons',
  noun: 'Coupon',
  power: 'marketing',
  schema: CouponsSection,
  required: false,
  check(document, expressions) {
    const coupons = (document.coupons ?? []) as CouponDocument[];
    return [
      ...duplicateIds(coupons, 'coupon', '/coupons'),
      ...sameCode(coupons),
      ...coupons.flatMap((coupon, index) =>
        checkCoupon(coupon, document, `/coupons/${index}`, expressions),
      ),
    ];
  },
  describe: (_, item) => describeCoupon(item as CouponDocument),
};

/** One printed code may stand for a coupon in each of several campaigns, but not twice in one. */
function sameCode(coupons: readonly CouponDocument[]): Problem[] {
  const seen = new Map<string, string>();
  return coupons.flatMap(({ id, code, campaign }, index) => {
    if (code === undefined) return [];
    const key = `${codeKey(code)} ${campaign ?? ''}`;
    const other = seen.get(key);
    seen.set(key, other ?? id);
    if (other === undefined) return [];
    return [
      {
        code: 'duplicate_code',
        path: `/coupons/${index}/code`,
        detail: `The coupon "${other}" has the code ${code} in the same campaign.`,
        fix: 'Give it another code, or put it into another campaign.',
      },
    ];
  });
}
