import type { ProvingCheck } from './check.ts';

/** The friend has brought the advocate, or one who brought the advocate. */
export const cycle: ProvingCheck = {
  code: 'cycle',
  reason: 'referral_cycle',
  summary: 'the friend stands above the advocate',
  refusal: {
    detail: 'The friend has brought the advocate, directly or through others.',
    fix: 'Use the code of somebody whom this member has not brought.',
  },
  ask({ friend, advocate, ancestors }) {
    const place = ancestors.indexOf(friend);
    return place < 0 ? null : { way: [friend, advocate, ...ancestors.slice(0, place + 1)] };
  },
};
