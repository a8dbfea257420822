import type { Instant } from '../../../kernel/time.ts';
import type { Decision, MemberState, PurchaseFollowUp } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';
import type { Entry } from '../../ledger/index.ts';
import type { SideRows } from './sides/side.ts';

/** An entry as it is stored. */
export interface StoredEntry extends Entry {
  readonly no: number;
  readonly seq: number;
  readonly recordedAt: Instant;
}

/** Where the key of an event leads. */
export interface KeyTarget {
  readonly memberId: number;
  readonly no: number;
  readonly recordedAt: Instant;
}

/** The giver's side of a transfer, as far as the receiver's depends on it. */
export interface Gift {
  /** The moment of the giver's decision. */
  readonly at: Instant;
  /** What left the giver, in order. */
  readonly entries: readonly Entry[];
}

/** An event as it is stored, with its decision. */
export interface StoredEvent {
  readonly no: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly channel: string | null;
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly program: number;
  readonly data: Fact['data'];
  readonly decision: Decision;
  /** The decision exactly as it was written. */
  readonly decisionText: string;
  readonly key: KeyTarget | null;
  /** Set on the receiver's side of a transfer whose giver was found. */
  readonly gift: Gift | null;
}

/** Everything that is stored of one member, read in one snapshot. */
export interface MemberHistory {
  readonly memberId: number;
  readonly member: { readonly joinedAt: Instant; readonly status: string } | null;
  readonly row: { readonly no: number; readonly dueAt: Instant | null } | null;
  readonly state: MemberState | null;
  /** By number. */
  readonly events: readonly StoredEvent[];
  /** By event and sequence. */
  readonly entries: readonly StoredEntry[];
  /** By the number of the purchase. */
  readonly followUps: ReadonlyMap<number, PurchaseFollowUp>;
  /** By table, what is kept beside the events. */
  readonly sides: ReadonlyMap<string, SideRows>;
}

/** Whether two members become one by this type of event, or two again. */
export function isMerge(type: string): boolean {
  return type === 'member.merged' || type === 'member.unmerged';
}

/** What the side is told that gets something: who takes a member in, and who is let go. */
const RECEIVES: ReadonlySet<string> = new Set(['took-in', 'unmerged']);

/** Whether this is the receiver's side of a transfer: its key is the giver's. */
export function isReceived({ type, decision }: StoredEvent): boolean {
  if (type === 'coupon.transfer') {
    return decision.effects.some(({ kind }) => kind === 'coupon.received');
  }
  if (isMerge(type)) return decision.effects.some(({ kind }) => RECEIVES.has(kind));
  if (type !== 'points.transfer') return false;
  return Object.values(decision.moved).some((moved) => moved.received !== undefined);
}
