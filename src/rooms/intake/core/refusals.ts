import type { Refusal } from '../../engine/index.ts';

/** Refusals that contradict what the hub already holds; all others are unprocessable (422). */
const CONFLICTS: ReadonlySet<string> = new Set([
  'event_id_reused',
  'receipt_already_used',
  'purchase_not_claimable',
  'points_insufficient',
  'hold_not_open',
  'card_code_used',
  'coupon_used',
  'coupon_used_up',
  'coupon_reserved',
  'coupon_not_reserved',
  'coupon_out_of_stock',
  'redemption_rolled_back',
  'member_has_left',
  'merge_self',
  'merge_open',
  'merge_chain',
  'unmerge_unknown',
  'leaving_asked',
  'leaving_not_confirmed',
  'leaving_blocked',
  'not_leaving',
  'challenge_joined_already',
  'challenge_not_joined',
  'challenge_done',
  'challenges_too_many',
  'benefit_not_open',
  'benefit_limit_reached',
  'benefit_quota_used_up',
  'reward_out_of_stock',
  'redemption_not_open',
  'redemption_committed',
  'redemption_not_committed',
]);
/** Refusals of where an event comes from: another sender may send it. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'touchpoint_foreign',
  'touchpoint_revoked',
  'store_foreign',
]);
const NOT_FOUND: ReadonlySet<string> = new Set(['member_unknown', 'purchase_unknown']);

/** The HTTP status of a business no. */
export function statusOf(code: string): number {
  if (CONFLICTS.has(code)) return 409;
  if (FORBIDDEN.has(code)) return 403;
  return NOT_FOUND.has(code) ? 404 : 422;
}

/** The refusal of an id that came before with other content. Nothing has changed. */
export function reused(source: string, id: string): Refusal {
  return {
    code: 'event_id_reused',
    path: '/id',
    detail: `The event "${id}" of "${source}" came before with other content.`,
    fix: 'Send a new event with an id of its own, or repeat the first one unchanged.',
  };
}

/** Nobody can be found for the event. */
export const MEMBER_UNKNOWN: Refusal = {
  code: 'member_unknown',
  path: '/member',
  detail: 'It is not said whose event this is.',
  fix: 'Send "member" with at least one identifier.',
};

/** The member named is not the one who bought. */
export const OTHER_MEMBER: Refusal = {
  code: 'purchase_of_other_member',
  path: '/data/purchase',
  detail: 'This purchase belongs to another member.',
  fix: 'Leave "member" out, or name the member who bought.',
};

/** A return whose purchase did not come in time. */
export const PURCHASE_NEVER_CAME: Refusal = {
  code: 'purchase_unknown',
  path: '/data/purchase',
  detail: 'The hub does not know this purchase, and the time to wait for it is over.',
  fix: 'Send the purchase first, then the return again.',
};

/** A claim of a purchase that is not waiting for one. */
export const NOT_CLAIMABLE: Refusal = {
  code: 'purchase_not_claimable',
  path: '/data/purchase',
  detail: 'No unclaimed purchase goes by this name: it is unknown, or somebody has claimed it.',
  fix: 'Check the receipt number and the store.',
};

/** A claim after the window. */
export const CLAIM_TOO_LATE: Refusal = {
  code: 'claim_too_late',
  path: '/data/purchase',
  detail: 'The time in which this purchase could be claimed is over.',
  fix: 'Credit the member by hand with a reason, if the claim is accepted all the same.',
};

/** A receipt counts once. */
export const RECEIPT_TAKEN: Refusal = {
  code: 'receipt_already_used',
  path: '/data/receipt',
  detail: 'This receipt has earned already, in another event.',
  fix: 'Nothing is to be done: a receipt counts once. To correct it, return that purchase.',
};
