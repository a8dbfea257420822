import type { Refusal } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';
import { formatMemberId } from '../../members/index.ts';

/** Who an event is about, as found before the batch began. */
export interface Parties {
  /** Null for a purchase that nobody has claimed. */
  readonly memberId: number | null;
  /** The member is made by this batch. */
  readonly enrols: boolean;
  /** The receiver of a transfer. */
  readonly otherId: number | null;
  readonly otherEnrols: boolean;
  /** The member whom the event named, when another answers for that one since they were merged. */
  readonly origin?: number;
  /** Why the event is refused before it is looked at: an unknown member, for one. */
  readonly refusal: Refusal | null;
}

/** Nobody yet. */
export const NOBODY: Parties = {
  memberId: null,
  enrols: false,
  otherId: null,
  otherEnrols: false,
  refusal: null,
};

/** Whether an event is about somebody whom the hub must know: it enrols nobody. */
export function namesKnown(type: string): boolean {
  return isMerge(type) || type === 'member.erased';
}

/** Types about two members whom the hub must know already. */
export function isMerge(type: string): boolean {
  return type === 'member.merged' || type === 'member.unmerged';
}

/** Who is known is named by id, so that whoever finds the fact later knows whom it meant. */
export function namingMember(fact: Fact, { memberId, enrols }: Parties): Fact {
  if (fact.identifiers.length === 0 || memberId === null || enrols) return fact;
  return { ...fact, identifiers: [{ kind: 'id', value: formatMemberId(memberId) }] };
}

/** Whether a fact is about nobody in particular, or about the member of this id or these names. */
export function isAbout(fact: Fact, memberId: number, names: Fact['identifiers']): boolean {
  const known = [{ kind: 'id', value: formatMemberId(memberId) }, ...names];
  const meant = (one: Fact['identifiers'][number]): boolean =>
    known.some(({ kind, value }) => kind === one.kind && value === one.value);
  return fact.identifiers.length === 0 || fact.identifiers.some(meant);
}
