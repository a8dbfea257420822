import type { WeighingCheck } from './check.ts';
import { VelocityArgs, velocity } from './velocity.ts';

/**
 * More friends of one advocate at once than people have. A reach level may expect more (`perDay`):
 * an influencer's post brings hundreds in an hour.
 */
export const advocateVelocity: WeighingCheck = {
  code: 'advocate-velocity',
  reason: 'advocate_velocity',
  summary: 'more than {most} friends of one advocate in {within}',
  args: VelocityArgs,
  defaults: { weight: 40, most: 10, within: 'P1D' },
  prepare(args, context) {
    const usual = args.most as number;
    const mostOf = (reach: string | null) =>
      Math.max(usual, reach === null ? 0 : (context.perDay.get(reach) ?? 0));
    return velocity('advocate', args, context, ({ reach }) => mostOf(reach));
  },
};
