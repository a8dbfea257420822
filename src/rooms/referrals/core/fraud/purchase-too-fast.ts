import type { WeighingCheck } from './check.ts';
import { TooFastArgs, tooFast } from './too-fast.ts';

/** A purchase right after enrolment: at a till that is the rule, so it counts little by itself. */
export const purchaseTooFast: WeighingCheck = {
  code: 'purchase-too-fast',
  reason: 'purchase_too_fast',
  summary: 'bought less than {less} after enrolling',
  args: TooFastArgs,
  defaults: { weight: 10, less: 'PT2M' },
  prepare:
    (args, context) =>
    ({ joinedAt, purchasedAt }) =>
      tooFast(joinedAt, purchasedAt, args, context),
};
