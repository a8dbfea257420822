import { hash } from 'node:crypto';
import type { AuditEntry } from '../audit/index.ts';
import { formatMemberId } from '../members/index.ts';
import type { NewEvent } from './store.ts';

/** An event as its row has it, as far as its digest goes. */
export type DigestedEvent = Pick<NewEvent, 'memberId' | 'no' | 'program' | 'data' | 'decision'> & {
  readonly fact: Pick<NewEvent['fact'], 'source' | 'id' | 'type' | 'happenedAt'> &
    Record<'channel' | 'store' | 'touchpoint', string | null>;
};

/** Digests are added up modulo this. */
const MODULUS = 1n << 256n;

/** Who acts where nobody asked: background work, follow-ups, the demo. */
export const HUB = 'hub';

/**
 * What a batch tells the access log: for each caller how many events were decided, and the sum of
 * their digests. A sum, because the rows of several batches may share one moment: all rows of the
 * log of a moment together say what the events recorded at that moment add up to.
 */
export function acceptedEntries(
  events: readonly NewEvent[],
  actors: readonly string[],
  waiting: readonly string[],
): AuditEntry[] {
  const told = new Map<string, Told>();
  const of = (actor: string): Told => {
    const known = told.get(actor) ?? { events: 0, waiting: 0, sum: 0n, member: null };
    told.set(actor, known);
    return known;
  };
  events.forEach((event, index) => {
    const one = of(actors[index] ?? HUB);
    one.member = one.events === 0 || one.member === event.memberId ? event.memberId : null;
    one.events += 1;
    one.sum = addDigest(one.sum, event);
  });
  for (const actor of waiting) of(actor).waiting += 1;
  return [...told].map(([actor, one]) => ({
    actor,
    action: 'events.accept',
    subject: one.member === null ? null : formatMemberId(one.member),
    detail: {
      events: one.events,
      sum: sumText(one.sum),
      ...(one.waiting > 0 && { waiting: one.waiting }),
    },
  }));
}

interface Told {
  events: number;
  waiting: number;
  sum: bigint;
  /** The member when it is only one. */
  member: number | null;
}

/** A sum of digests with one more event in it. */
export function addDigest(sum: bigint, event: DigestedEvent): bigint {
  return (sum + BigInt(`0x${digest(event)}`)) % MODULUS;
}

/** 64 hex digits. */
export function sumText(sum: bigint): string {
  return sum.toString(16).padStart(64, '0');
}

/** Everything that the row of an event says, but when it was recorded: the log's row says that. */
function digest({ memberId, no, program, data, decision, fact }: DigestedEvent): string {
  const { source, id, type, channel, store, touchpoint, happenedAt } = fact;
  const names = JSON.stringify([source, id, type, channel, store, touchpoint]);
  const head = `${memberId} ${no} ${program} ${happenedAt} ${names}`;
  return hash('sha256', `${head}\n${data}\n${decision}`, 'hex');
}
