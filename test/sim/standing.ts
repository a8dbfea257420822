import { LEVELS } from './programs.ts';

/**
 * The levels that a member has climbed in the one simulated tier set, the last one on top. A level
 * `leans` on later purchases once one that led to it has come back; one that was `restored` to who
 * came back to the program has nothing under it.
 */
export type Standing = { level: number; since: number; leans: boolean; restored?: true }[];

interface Stands {
  growth: number;
  standing: Standing;
}

const reach = (growth: number) => LEVELS.findLastIndex((level) => growth >= level.at);
const held = ({ standing }: Stands) => standing.at(-1)?.level ?? -1;

/** Steps onto a level; on the first one, which is everybody's, a member begins anew. */
function step(member: Stands, level: number, since: number, leans: boolean): void {
  const below = level === 0 ? [] : member.standing;
  member.standing = [...below, { level, since, leans: leans && level > 0 }];
}

/** Moves up to what the points earned reach. */
export function raise(member: Stands, at: number): void {
  const level = reach(member.growth);
  if (level > held(member)) step(member, level, at, false);
}

/** Undoes the upgrades to which a purchase led that came back, as far as they are undeserved. */
export function undo(member: Stands, purchasedAt: number): void {
  const level = Math.max(0, reach(member.growth));
  let since: number | null = null;
  for (;;) {
    const top = member.standing.at(-1);
    if (!top || top.restored || top.level <= level || !(top.leans || top.since >= purchasedAt))
      break;
    since = top.since;
    member.standing.pop();
  }
  for (const one of member.standing.toReversed()) {
    if (one.level === 0 || one.restored || one.since < purchasedAt) break;
    one.leans = true;
  }
  if (since !== null && held(member) < level) step(member, level, since, true);
}

/** The id of a level, or nothing while the member has none. */
export function levelId(member: Stands): string | undefined {
  return LEVELS[held(member)]?.id;
}
