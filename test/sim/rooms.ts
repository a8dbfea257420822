/** A reward as the simulated programs write it. */
export interface RewardText {
  id: string;
  kind: 'privilege' | 'donation';
  price: { points: string; amount: number };
  stock?: { total: number; per?: 'P1M' };
  draw?: { until: string; seal: string; within: string; claim: string };
  limits?: { perMember: { times: number; per: 'P1W' }[] };
  fulfil: ['at-once'];
  hold: string;
  rollback: string;
}

/** A benefit as the simulated programs write it: granted by visits, or standing with a quota. */
export interface BenefitText {
  id: string;
  on?: 'visit';
  window?: string;
  uses?: number;
  gives?: { used: { points: string; amount: number }[] };
  quota?: { times: number; per: 'P1W' };
  limits?: { perMember: { times: number; per: 'P1W' }[] };
}

/** What points buy; the same in every version, so that what is promised stays understood. */
export const REWARDS: RewardText[] = [
  {
    id: 'mug',
    kind: 'privilege',
    price: { points: 'coin', amount: 25 },
    stock: { total: 4, per: 'P1M' },
    limits: { perMember: [{ times: 3, per: 'P1W' }] },
    fulfil: ['at-once'],
    hold: 'PT6H',
    rollback: 'P3D',
  },
  {
    id: 'meal',
    kind: 'donation',
    price: { points: 'star', amount: 12 },
    fulfil: ['at-once'],
    hold: 'PT1H',
    rollback: 'never',
  },
];

export const BENEFITS: BenefitText[] = [
  {
    id: 'perk',
    on: 'visit',
    window: 'P2D',
    uses: 2,
    gives: { used: [{ points: 'coin', amount: 5 }] },
    limits: { perMember: [{ times: 2, per: 'P1W' }] },
  },
  { id: 'ride', quota: { times: 3, per: 'P1W' } },
];

/** One coupon with a public code: few for all in a week, fewer for one. */
export const COUPON = {
  id: 'deal',
  code: 'DEAL',
  take: { amount: '1.00' },
  reserve: 'PT2H',
  limits: {
    perMember: [{ times: 2, per: 'P1W' as const }],
    total: [{ times: 4, per: 'P1W' as const }],
  },
};

/** A coupon that is issued to one member, who may give it to another. */
export const GIFT = {
  id: 'gift',
  take: { amount: '1.50' },
  members: 'issued',
  valid: { for: 'P6D' },
  reserve: 'PT5H',
  transfer: true,
  stock: 30,
};

/** Every second and third visit give something, a number of times; not too often in a week. */
export const CHALLENGE = {
  id: 'third-visit',
  on: 'visit',
  goal: { count: 3 },
  repeat: { times: 5 },
  stages: [{ at: 2, grants: [{ points: 'star', amount: 4 }] }],
  limits: { perMember: [{ times: 1, per: 'P1W' as const }], total: 5 },
  grants: [{ points: 'coin', amount: 9 }],
};

/** A friend who buys and keeps it brings points to both, and some to those above. */
export const REFERRALS = {
  bind: { within: 'P2D' },
  qualify: { within: 'P12D', least: '30.00', pendingFor: 'P1D' },
  friend: {
    welcome: { grants: [{ points: 'slide', amount: 10 }], cost: '0.20' },
    qualified: { grants: [{ points: 'coin', amount: 15 }], cost: '0.50' },
  },
  reach: [
    { id: 'some', at: 0, grants: [{ points: 'coin', amount: 40 }], cost: '2.00' },
    { id: 'more', at: 2, grants: [{ points: 'coin', amount: 60 }], cost: '3.00' },
  ],
  chain: [
    { counts: 2 },
    { counts: 1, grants: [{ points: 'coin', amount: 10 }], cost: '0.50' },
    { counts: 1, grants: [{ points: 'coin', amount: 5 }], cost: '0.20' },
  ] as { counts: number; grants?: { points: string; amount: number }[]; cost?: string }[],
  progress: [
    { id: 'fan', at: 3, points: [{ points: 'coin', amount: 25 }], tag: 'fan', cost: '1.00' },
  ],
  limits: {
    perMember: [{ times: 2, per: 'P1W' as const }],
    total: { cost: '25.00', per: 'P1M' as const },
  },
  fraud: {
    hold: 30,
    checks: {
      'enrolment-too-fast': { weight: 40, less: 'PT10S' },
      'purchase-too-fast': { weight: 40, less: 'PT3H' },
      'advocate-velocity': { weight: 0 },
    },
  },
};

/** Where the points go of one currency of who leaves. */
type PointsEnd =
  | 'forfeit'
  | { donate: string }
  | { payout: string; per: number; most: number; rest: 'forfeit' | { donate: string } };

/** What leaving means, as the simulated programs write it. */
export interface LeavingText {
  wait?: string;
  points: Record<string, PointsEnd>;
  pending: 'same' | 'forfeit';
  coupons: 'forfeit' | 'honour';
  tier: 'ends' | { keepFor: string };
  open: 'void';
  confirm: [];
}
