import Type from 'typebox';
import { type Evidence, Weight } from './check.ts';
import type { SignalKind, Suspect } from './suspect.ts';

/** How many members one finding names. */
const NAMED = 5;

export const SharedArgs = Type.Object(
  { weight: Type.Optional(Weight) },
  { additionalProperties: false },
);

/**
 * Whether the friend's signal of a kind is also that of the advocate, of one above the advocate, or
 * of another friend whom the advocate has brought.
 */
export function shared(kind: SignalKind, suspect: Suspect): Evidence | null {
  const { friend, advocate, ancestors, sightings } = suspect;
  const related = new Set<number>();
  for (const sighting of sightings) {
    if (sighting.kind !== kind) continue;
    for (const { member, advocate: by } of sighting.seen) {
      if (member === friend) continue;
      if (member === advocate || by === advocate || ancestors.includes(member)) related.add(member);
    }
  }
  if (related.size === 0) return null;
  return { shared: kind, members: related.size, with: [...related].slice(0, NAMED) };
}
