import Type from 'typebox';
import { type Duration, parseDuration } from '../../../../kernel/duration.ts';
import { Count, DurationText } from '../../../program/index.ts';
import { type CheckContext, type Evidence, Weight } from './check.ts';
import type { SignalKind, Suspect } from './suspect.ts';

export const VelocityArgs = Type.Object(
  {
    weight: Type.Optional(Weight),
    most: Type.Optional(Count),
    within: Type.Optional(DurationText),
  },
  { additionalProperties: false },
);

/**
 * Counts the members with the same signal as the friend who came shortly before or after, the
 * friend included. Looking both ways finds the first of a burst too, once the others have come.
 */
export function velocity(
  kind: SignalKind,
  args: Readonly<Record<string, unknown>>,
  { zone }: CheckContext,
  mostOf: (suspect: Suspect) => number = () => args.most as number,
): (suspect: Suspect) => Evidence | null {
  const within = parseDuration(args.within as string) as Duration;
  return (suspect) => {
    const { boundAt, friend, sightings } = suspect;
    const from = zone.minus(boundAt, within);
    const to = zone.plus(boundAt, within);
    const members = new Set([friend]);
    for (const sighting of sightings) {
      if (sighting.kind !== kind) continue;
      for (const { member, at } of sighting.seen) if (at > from && at < to) members.add(member);
    }
    const most = mostOf(suspect);
    if (members.size <= most) return null;
    return { counted: kind, members: members.size, most, within: args.within as string };
  };
}
