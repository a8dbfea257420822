/** What the dry-run spec asks of writes about coupons, challenges, benefits, cards and leaving. */

/** A little of each room. */
export const ROOM_SECTIONS = {
  coupons: [
    { id: 'five-off', take: { amount: '5.00' }, valid: { for: 'P30D' }, transfer: true },
    { id: 'open-ten', code: 'OPEN10', take: { percent: 10 } },
  ],
  benefits: [
    { id: 'birthday', yearly: { attribute: 'birthday', before: 3, after: 3 } },
    { id: 'parking', tiers: { status: ['member', 'silver', 'gold'] } },
  ],
  challenges: [
    {
      id: 'three',
      goal: { count: 3 },
      optIn: true,
      window: { for: 'P30D' },
      grants: [{ points: 'star', amount: 5 }],
    },
  ],
  leaving: {
    wait: 'P14D',
    points: { star: 'forfeit', coin: 'forfeit', growth: 'forfeit' },
    coupons: 'honour',
    tier: { keepFor: 'P180D' },
    open: 'void',
  },
  consent: {
    purposes: [
      {
        id: 'news',
        name: 'News',
        versions: [{ id: 'one', from: '2024-01-01', text: { en: 'Yes', zh: '同意' } }],
      },
    ],
  },
} as const;

const basket = (name: string) => ({ basket: name, lines: [{ gross: 10_000 }] });

/** For each writing path bodies that are accepted first and refused after. */
export const ROOM_CASES: Record<string, readonly Record<string, unknown>[]> = {
  '/v1/members/:member/coupons': [
    { id: 'q1', coupon: 'five-off' },
    { id: 'q2', coupon: 'five-off' },
    { id: 'q3', coupon: 'six-off' },
  ],
  '/v1/members/:member/coupons/reserve': [
    { id: 'q4', coupons: ['five-off'], ...basket('b1') },
    { id: 'q5', coupons: ['OPEN10'], ...basket('b2') },
    { id: 'q6', coupons: ['NEVER'], ...basket('b3') },
  ],
  '/v1/members/:member/coupons/release': [
    { id: 'q7', basket: 'b2' },
    { id: 'q8', basket: 'b2' },
  ],
  '/v1/members/:member/coupons/redeem': [
    { id: 'q9', ...basket('b1') },
    { id: 'q10', ...basket('b1') },
  ],
  '/v1/members/:member/coupons/rollback': [
    { id: 'q11', redemption: 'q9' },
    { id: 'q12', redemption: 'q9' },
  ],
  '/v1/members/:member/coupons/transfer': [
    { id: 'q13', coupon: 'five-off', to: { card: 'new-6' } },
    { id: 'q14', coupon: 'OPEN10', to: { card: 'new-6' } },
  ],
  '/v1/members/:member/coupons/void': [
    { id: 'q15', coupon: 'five-off', reason: 'test' },
    { id: 'q16', coupon: 'NEVER' },
  ],
  '/v1/members/:member/challenges/join': [
    { id: 'q17', challenge: 'three' },
    { id: 'q18', challenge: 'three' },
  ],
  '/v1/members/:member/challenges/leave': [
    { id: 'q19', challenge: 'three' },
    { id: 'q20', challenge: 'four' },
  ],
  '/v1/members/:member/benefits/use': [
    { id: 'q21', benefit: 'parking' },
    { id: 'q22', benefit: 'birthday' },
  ],
  '/v1/members/:member/benefits/seen': [{ id: 'q23' }],
  '/v1/members/:member/benefits/withdrawals': [{ id: 'q24', window: 'w', reason: 'test' }],
  '/v1/members/:member/card/replace': [{ id: 'q25' }],
  '/v1/members/:member/leaving': [{ id: 'q26' }, { id: 'q27', confirm: { stars: 1 } }],
  '/v1/members/:member/leaving/recall': [{ id: 'q28' }],
  '/v1/members/:member/consents': [
    { id: 'q31', purpose: 'news', version: 'one', proof: { how: 'button' } },
    { id: 'q32', purpose: 'news', version: 'two', proof: { how: 'button' } },
  ],
  '/v1/members/:member/consents/withdrawals': [
    { id: 'q33', purpose: 'news' },
    { id: 'q34', purpose: 'never' },
  ],
  '/v1/members/:member/merge': [
    { id: 'q35', to: { card: 'new-2' }, reason: 'test' },
    { id: 'q36', to: { card: 'A' } },
  ],
  '/v1/members/:member/unmerge': [
    { id: 'q37', to: { card: 'new-1' } },
    { id: 'q38', to: { card: 'nobody' } },
  ],
  '/v1/members/:member/erase': [{ id: 'q29', reason: 'asked' }, { id: 'q30' }],
};
