import type { Instant } from '../../../kernel/time.ts';

/** Badges of a member and when they were given, oldest first. Replaced, never changed. */
export type Badges = Readonly<Record<string, Instant>>;

/** Badges of one member; the oldest makes room. */
const BADGES_MOST = 200;

/** Gives a badge; the first time stays, and then the very same badges come back. */
export function giveBadge(badges: Badges | undefined, badge: string, at: Instant): Badges {
  if (badges?.[badge] !== undefined) return badges;
  const kept = Object.entries(badges ?? {}).slice(1 - BADGES_MOST);
  return { ...Object.fromEntries(kept), [badge]: at };
}

/** Takes a badge back; undefined when none is left. */
export function takeBadge(badges: Badges | undefined, badge: string): Badges | undefined {
  if (badges?.[badge] === undefined) return badges;
  const { [badge]: _, ...others } = badges;
  for (const _ in others) return others;
  return undefined;
}
