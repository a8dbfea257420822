import type { ProvingCheck } from './check.ts';

/** A member's own code, whichever of the member's cards and phones it came with. */
export const self: ProvingCheck = {
  code: 'self',
  reason: 'referral_self',
  summary: 'the advocate is the friend',
  refusal: {
    detail: "This is the member's own code.",
    fix: 'Give it to somebody who is not a member yet.',
  },
  ask: ({ friend, advocate }) => (friend === advocate ? { members: [friend] } : null),
};
