import type { Fact } from '../../events/index.ts';
import { parseMemberId } from '../../members/index.ts';

/** How a friend came, as the door of the intake left it. */
export interface CameBy {
  readonly code?: string | null;
  readonly signals: Readonly<Record<string, string>>;
}

/** What an event says of how a member came; null for all others. */
export function cameBy({ type, data }: Fact): CameBy | null {
  if (type === 'member.enrolled') return (data as { referral?: CameBy }).referral ?? null;
  return type === 'referral.bind' || type === 'referral.signals'
    ? (data as unknown as CameBy)
    : null;
}

/** The friend whose ripe referral is to be looked at; null for all other events. */
export function lookedAt({ type, identifiers }: Fact): number | null {
  return type === 'referral.matured' ? parseMemberId(identifiers[0]?.value ?? '') : null;
}

/** The fact with more that was found for what it says of a referral. */
export function withFound(fact: Fact, add: (said: Found) => Found): Fact {
  const { data } = fact as { data: Readonly<Record<string, unknown>> };
  if (fact.type !== 'member.enrolled') return { ...fact, data: add(data) };
  return { ...fact, data: { ...data, referral: add(data.referral as Found) } } as unknown as Fact;
}

/** Data of an event with what was found so far. */
export type Found = Readonly<Record<string, unknown>>;
