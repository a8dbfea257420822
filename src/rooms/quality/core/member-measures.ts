import type { Finding } from './findings.ts';

/** What a sweep looks at of one member. */
export interface LookedAtMember {
  readonly id: string;
  /** Kinds of identifiers that the member has. */
  readonly kinds: readonly string[];
  readonly attributes: readonly string[];
  readonly purchases: number;
  /** Somebody else answers for this one: it was a second row of one person. */
  readonly merged: boolean;
  /** Channels on which the member was seen; null when this member's events were not looked at. */
  readonly channels: number | null;
}

/** Counts of a sweep, by what was counted. */
export type SweepCounts = Record<string, number>;

/** Different attributes that a sweep counts. */
const NAMES_MOST = 100;
/** Members without phone and e-mail that are named; all are counted. */
export const UNREACHABLE_NAMED = 200;

/** Adds some members to the counts of a sweep. */
export function addMembers(counts: SweepCounts, members: readonly LookedAtMember[]): void {
  for (const { kinds, attributes, purchases, channels, merged } of members) {
    if (merged) count(counts, 'merged');
    for (const kind of kinds) count(counts, `identifier ${kind}`);
    for (const name of attributes) count(counts, `attribute ${name}`);
    if (reachable(kinds)) count(counts, 'reachable');
    if (purchases > 0) count(counts, 'buyers');
    if (channels === null) continue;
    count(counts, 'channels looked at');
    if (channels > 1) count(counts, 'on several channels');
  }
}

/** The members whom nobody can write to, as things to mend. */
export function unreachableOf(members: readonly LookedAtMember[], most: number): Finding[] {
  return members
    .filter(({ kinds }) => !reachable(kinds))
    .slice(0, Math.max(0, most))
    .map(({ id }) => ({ kind: 'unreachable', source: '', subject: id, times: 1, hint: null }));
}

function reachable(kinds: readonly string[]): boolean {
  return kinds.includes('phone') || kinds.includes('email');
}

function count(counts: SweepCounts, name: string): void {
  const before = Object.hasOwn(counts, name) ? counts[name] : undefined;
  if (before === undefined && Object.keys(counts).length >= NAMES_MOST) return;
  counts[name] = (before ?? 0) + 1;
}
