import type { WeighingCheck } from './check.ts';
import { TooFastArgs, tooFast } from './too-fast.ts';

/** Nobody reads a page and fills in a form in this time; a script does. */
export const enrolmentTooFast: WeighingCheck = {
  code: 'enrolment-too-fast',
  reason: 'enrolment_too_fast',
  summary: 'enrolled less than {less} after opening the link',
  args: TooFastArgs,
  defaults: { weight: 30, less: 'PT5S' },
  prepare:
    (args, context) =>
    ({ openedAt, joinedAt }) =>
      tooFast(openedAt, joinedAt, args, context),
};
