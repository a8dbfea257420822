import type { Draft } from '../../draft.ts';
import type { MemberState } from '../../state.ts';
import { setSlice } from '../slices.ts';
import { carriedOf, sumOf } from './carried.ts';
import type { Carried, Guest } from './slice.ts';

/** How an event says whose identifier it named, when another member answers: `of:7310`. */
const FLAG = 'of:';

/** The flag of an event that names a member by what was another's before they were merged. */
export function originFlag(memberId: number): string {
  return `${FLAG}${memberId}`;
}

/** The merged member whom an event named; null for nearly all. */
export function originIn(flags: readonly string[]): number | null {
  for (const flag of flags) if (flag.startsWith(FLAG)) return Number(flag.slice(FLAG.length));
  return null;
}

/** The member who answers for this one since they were merged; null for nearly all. */
export function mergedInto({ slices }: Pick<MemberState, 'slices'>): number | null {
  return slices.identity?.into ?? null;
}

/** The merged members of this one, with what is known of each. */
export function guestsOf({ slices }: Pick<MemberState, 'slices'>): Readonly<Record<string, Guest>> {
  return slices.identity?.guests ?? {};
}

/** Replaces what is known of a guest; null forgets it. */
export function setGuest(state: MemberState, id: number, guest: Guest | null): void {
  const { [id]: _, ...others } = guestsOf(state);
  const guests = guest ? { ...others, [id]: guest } : others;
  const some = Object.keys(guests).length > 0;
  setSlice(state, 'identity', some ? { ...state.slices.identity, guests } : undefined);
}

/** What counts before an event that names a guest; null for every other event. */
export function beforeGuestsEvent({ origin, state }: Draft): Carried | null {
  return origin !== null && guestsOf(state)[origin] ? carriedOf(state) : null;
}

/** What an event of a guest's added is the guest's: it goes along when the merge is undone. */
export function noteGuestsEvent({ origin, state, fact }: Draft, before: Carried | null): void {
  const guest = origin === null ? undefined : guestsOf(state)[origin];
  if (!before || !guest || origin === null) return;
  // Days that were forgotten just now are nothing that the event took away.
  const oldest = state.days[0]?.[0] ?? Number.POSITIVE_INFINITY;
  const days = before.days.filter(([day]) => day >= oldest);
  const added = sumOf(carriedOf(state), { ...before, days }, -1);
  const last = fact.type === 'purchase' ? fact.happenedAt : null;
  setGuest(state, origin, { ...guest, carried: sumOf(guest.carried, { ...added, last }, 1) });
}
