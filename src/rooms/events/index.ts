export { consentBodies } from './core/consent-schema.ts';
export { couponBodies } from './core/coupon-schema.ts';
export type { EventSettings } from './core/event-settings.ts';
export type {
  CouponBasket,
  Fact,
  FactData,
  Identifier,
  Line,
  MemberChange,
  PointsChange,
  PointsSpend,
  PurchaseCoupons,
  PurchaseData,
  PurchaseReference,
  ReturnData,
  ReturnedLine,
  RewardSpending,
  RewardWanted,
} from './core/fact.ts';
export { netOf } from './core/fact.ts';
export { normalizeIdentifier, SCANNED } from './core/identifiers.ts';
export { HAPPENED_AT_RECEIVED, type Normalized, normalizeEvent } from './core/normalize.ts';
export { isPhoneCountry } from './core/phone.ts';
export type { Personal, ProfileField, ProfileTerms } from './core/profile-data.ts';
export { purchaseNamedBy, receiptOf } from './core/purchase-name.ts';
export { RECEIPT_SOURCE } from './core/purchase-reference.ts';
export { rewardBodies } from './core/reward-schema.ts';
export { EventInput, PurchaseInput, ReturnInput } from './core/schema.ts';
export { readPurchaseData, storePurchase } from './core/stored-purchase.ts';
