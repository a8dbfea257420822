import type { WeighingCheck } from './check.ts';
import { SharedArgs, shared } from './same-signal.ts';

/** One account pays for both: a couple does it, a farm must. */
export const samePayment: WeighingCheck = {
  code: 'same-payment',
  reason: 'payment_shared',
  summary: 'same payment account',
  args: SharedArgs,
  defaults: { weight: 35 },
  prepare: () => (suspect) => shared('payment', suspect),
};
