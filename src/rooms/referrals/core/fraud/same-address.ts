import type { WeighingCheck } from './check.ts';
import { SharedArgs, shared } from './same-signal.ts';

/** Families and house mates share an address: it counts little by itself. */
export const sameAddress: WeighingCheck = {
  code: 'same-address',
  reason: 'address_shared',
  summary: 'same address',
  args: SharedArgs,
  defaults: { weight: 10 },
  prepare: () => (suspect) => shared('address', suspect),
};
