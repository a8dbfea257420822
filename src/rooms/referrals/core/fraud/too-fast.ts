import Type from 'typebox';
import { type Duration, parseDuration } from '../../../../kernel/duration.ts';
import type { Instant } from '../../../../kernel/time.ts';
import { DurationText } from '../../../program/index.ts';
import { type CheckContext, type Evidence, Weight } from './check.ts';

export const TooFastArgs = Type.Object(
  { weight: Type.Optional(Weight), less: Type.Optional(DurationText) },
  { additionalProperties: false },
);

/** Whether less time than `less` lies between two moments, of which one may be unknown. */
export function tooFast(
  from: Instant | null,
  to: Instant | null,
  args: Readonly<Record<string, unknown>>,
  { zone }: CheckContext,
): Evidence | null {
  if (from === null || to === null) return null;
  if (to >= zone.plus(from, parseDuration(args.less as string) as Duration)) return null;
  return { seconds: Math.max(0, Math.floor((to - from) / 1000)), less: args.less as string };
}
