import type { WeighingCheck } from './check.ts';
import { SharedArgs, shared } from './same-signal.ts';

/** One device, two people: a family does it, and so does one person with two accounts. */
export const sameDevice: WeighingCheck = {
  code: 'same-device',
  reason: 'device_shared',
  summary: 'same device',
  args: SharedArgs,
  defaults: { weight: 30 },
  prepare: () => (suspect) => shared('device', suspect),
};
