import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { guestsOf, type MemberState } from '../engine/index.ts';
import { formatMemberId, identifiersOf, maskIdentifier } from '../members/index.ts';
import type { Statements } from '../statements/index.ts';
import { joined, type Portrait } from './core/portrait.ts';
import { portraitOf } from './portrait-of.ts';

/** Guests of whom a look counts what they brought along; nobody has more. */
const GUESTS_MOST = 20;
/** More than anybody's number of events: a guest's portrait counts all there are. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Every identifier a member has or had, masked unless revealed, each with its history. */
export async function historyOfIdentifiers(
  { vault }: Pick<Statements, 'vault'>,
  client: Queryable,
  memberId: number,
  reveal: boolean,
) {
  const known = await identifiersOf(client, vault, [memberId]);
  return (known.get(memberId) ?? []).map(({ verifiedAt, createdAt, endedAt, ...identifier }) => ({
    ...(reveal ? identifier : maskIdentifier(identifier)),
    since: formatInstant(createdAt),
    verifiedAt: textOf(verifiedAt),
    endedAt: textOf(endedAt),
  }));
}

/** Who was merged into this member, and when. */
export function mergedHere(state: MemberState | null) {
  const guests = state ? Object.entries(guestsOf(state)) : [];
  return guests.map(([id, { at }]) => ({
    member: formatMemberId(Number(id)),
    at: formatInstant(at),
  }));
}

/** The portrait of a member, together with what those brought who were merged into it. */
export async function portraitOfPerson(
  client: Queryable,
  memberId: number,
  state: MemberState | null,
  now: Instant,
): Promise<Portrait> {
  let portrait = await portraitOf(client, memberId, { no: state?.no ?? 0, now });
  const guests = state ? Object.keys(guestsOf(state)).slice(0, GUESTS_MOST) : [];
  for (const guest of guests.map(Number)) {
    portrait = joined(portrait, guest, await portraitOf(client, guest, { no: ALL, now }));
  }
  return portrait;
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
