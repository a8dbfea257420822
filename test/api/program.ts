/** The program of the API tests: small, and with something of everything. */
export const PROGRAM = {
  program: 'test-shop',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: {
    star: {
      name: { en: 'Stars', zh: '星' },
      expiry: { rolling: 'P6M', round: 'end-of-day' },
      pending: { for: 'P7D' },
      returns: 'within-balance',
      transfer: true,
      hold: { for: 'PT30M' },
    },
    coin: { expiry: { sliding: 'P3M' }, returns: 'unlimited' },
    growth: { qualifying: true, expiry: 'never', returns: 'unlimited' },
  },
  tiers: [
    {
      set: 'status',
      measure: { points: 'growth', over: 'P12M' },
      downgrade: { policy: 'one-down', review: 'tier-anniversary', warn: 'P30D' },
      levels: [
        { id: 'member', at: 0 },
        { id: 'silver', name: { en: 'Silver', zh: '银卡' }, at: 1_000 },
        { id: 'gold', at: 5_000, keep: 4_000 },
      ],
    },
    {
      set: 'ladder',
      levels: [
        { id: 'trial', when: 'member.purchases.count >= 1' },
        { id: 'grower', when: 'member.purchases.total >= money("1000.00")' },
      ],
    },
  ],
  budgets: [{ id: 'gifts', points: 10_000 }],
  lanes: [{ id: 'base', choose: 'all' }],
  earning: [
    {
      id: 'base-star',
      name: { en: 'One star for each yuan', zh: '每元一星' },
      on: 'purchase',
      earn: { points: 'star', per: { spend: '1.00', of: 'basket.net' } },
    },
    { id: 'growth', on: 'purchase', earn: { points: 'growth', per: { spend: '1.00' } } },
    { id: 'coins', on: 'purchase', channels: ['app'], earn: { points: 'coin', amount: 5 } },
    {
      id: 'gift',
      on: 'gift.asked',
      earn: { points: 'coin', amount: 7 },
      budget: { use: 'gifts', whenShort: 'partial' },
    },
    { id: 'visit', on: 'visit', earn: { points: 'coin', amount: 1 } },
  ],
  intake: {
    identify: ['card', 'phone', 'email'],
    unknown: 'enrol',
    claimWithin: 'P30D',
    acceptWithin: 'P3Y',
    returnWithin: 'P60D',
    parkFor: 'P7D',
    clockAhead: 'PT5M',
  },
};
