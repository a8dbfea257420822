import type { Draft, Member } from './model.ts';
import { periodOf } from './terms.ts';

/** The limits of a thing: the keys under which they count, and whether all have room. */
export function limitsOf(
  draft: Draft,
  { id, limits }: { id: string; limits?: { perMember: { times: number; per: 'P1W' }[] } },
): { keys: string[]; room: boolean } {
  const { zone, happenedAt, member } = draft;
  const all = (limits?.perMember ?? []).map(({ times, per }) => {
    return { key: `${id}:${per}@${periodOf(zone, per, happenedAt)}`, times };
  });
  return {
    keys: all.map(({ key }) => key),
    room: all.every(({ key, times }) => (member.counted[key] ?? 0) < times),
  };
}

/** Counts once under each key. */
export function countUp(member: Member, keys: readonly string[]): void {
  for (const key of keys) member.counted[key] = (member.counted[key] ?? 0) + 1;
}

/** The name of a scarce thing's period, as the hub's budgets have it. */
export function scarceKey(draft: Draft, id: string, per: 'P1W' | 'P1M'): string {
  return `${id}@${periodOf(draft.zone, per, draft.happenedAt)}`;
}
