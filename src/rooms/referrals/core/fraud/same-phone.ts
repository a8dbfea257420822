import type { WeighingCheck } from './check.ts';
import { SharedArgs, shared } from './same-signal.ts';

/** A number for contact or delivery that is also the advocate's, or one of the friends'. */
export const samePhone: WeighingCheck = {
  code: 'same-phone',
  reason: 'phone_shared',
  summary: 'same phone number',
  args: SharedArgs,
  defaults: { weight: 40 },
  prepare: () => (suspect) => shared('phone', suspect),
};
