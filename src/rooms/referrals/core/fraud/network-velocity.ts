import type { WeighingCheck } from './check.ts';
import { VelocityArgs, velocity } from './velocity.ts';

/** Many new members behind one network address: a farm, or an office. It counts little. */
export const networkVelocity: WeighingCheck = {
  code: 'network-velocity',
  reason: 'network_velocity',
  summary: 'more than {most} members on one network in {within}',
  args: VelocityArgs,
  defaults: { weight: 20, most: 20, within: 'P1D' },
  prepare: (args, context) => velocity('network', args, context),
};
