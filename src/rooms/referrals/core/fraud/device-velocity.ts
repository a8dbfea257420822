import type { WeighingCheck } from './check.ts';
import { VelocityArgs, velocity } from './velocity.ts';

/** Many new members on one device: a farm, or the tablet on a counter. */
export const deviceVelocity: WeighingCheck = {
  code: 'device-velocity',
  reason: 'device_velocity',
  summary: 'more than {most} members on one device in {within}',
  args: VelocityArgs,
  defaults: { weight: 35, most: 5, within: 'P7D' },
  prepare: (args, context) => velocity('device', args, context),
};
