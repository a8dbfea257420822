import { assert } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { DataKey, Vault } from '../../platform/vault/index.ts';
import type { AuditLog } from '../audit/index.ts';
import {
  type Decision,
  type MemberState,
  type PurchaseRecord,
  type Refusal,
  storeState,
} from '../engine/index.ts';
import { type Fact, type PurchaseData, storePurchase } from '../events/index.ts';
import {
  enrolIdentifiers,
  ensureMemberKeys,
  insertMembers,
  type NewMember,
  type OwnedIdentifier,
  type ProfileSaid,
  saveProfiles,
} from '../members/index.ts';
import { acceptedEntries } from './accepted.ts';
import { refillBudgets, stopBudgets, useLeases } from './budget-store.ts';
import {
  type FollowUpDone,
  type FollowUpRow,
  insertFollowUpEvents,
  settleFollowUpEvents,
} from './follow-up-store.ts';
import type { BatchLookups } from './lookups/batch-lookups.ts';
import { sealFact } from './sealed-fact.ts';
import {
  insertEntries,
  insertEvents,
  insertKeys,
  insertStates,
  moveKeys,
  type NewEntry,
  type NewEvent,
  type NewKey,
  type NewState,
  updateStates,
  upsertFollowUps,
} from './store.ts';
import {
  deleteUnclaimed,
  insertParked,
  insertUnclaimed,
  type ParkedEvent,
  settleParked,
  type UnclaimedPurchase,
} from './waiting-store.ts';

/** Everything that a batch of decisions writes, in one transaction. */
export class Writes {
  readonly #enrolled = new Set<number>();
  readonly members: NewMember[] = [];
  readonly identifiers: OwnedIdentifier[] = [];
  /** What belongs into the vault. */
  readonly profiles: ProfileSaid[] = [];
  readonly events: NewEvent[] = [];
  readonly keys: NewKey[] = [];
  readonly entries: NewEntry[] = [];
  readonly states = new Map<number, MemberState>();
  readonly purchases = new Map<string, PurchaseRecord>();
  readonly parked: ParkedEvent[] = [];
  readonly unparked: { fact: Fact; refusal: Refusal | null }[] = [];
  readonly unclaimed: UnclaimedPurchase[] = [];
  /** Keys of events that waited and are decided now. */
  readonly movedKeys: Omit<NewKey, 'hash'>[] = [];
  readonly claimed: { source: string; id: string }[] = [];
  readonly budgets = new Map<string, number>();
  /** Events of the hub itself that these decisions cause, and those that had their turn here. */
  readonly followUps: FollowUpRow[] = [];
  readonly followedUp: FollowUpDone[] = [];
  /** Rows beyond the members that decisions changed. */
  lookups: BatchLookups | null = null;
  readonly stopped: string[] = [];
  /** Whose doing each of the events is, and each of those that wait. */
  readonly #keys = new Map<number, DataKey>();
  readonly #actors: string[] = [];
  readonly #waitingFor: string[] = [];

  /** Enrols a member, once however many events of the batch bring it. */
  enrol(memberId: number, { source, id, happenedAt }: Fact, names: Fact['to']): void {
    if (this.#enrolled.has(memberId)) return;
    this.#enrolled.add(memberId);
    const enrolled = { enrolledSource: source, enrolledId: id };
    this.members.push({ memberId, joinedAt: happenedAt, ...enrolled });
    for (const { kind, value } of names) {
      if (kind !== 'id') this.identifiers.push({ kind, value, memberId });
    }
  }

  /** What an event says of a member that belongs into the vault. */
  notePersonal(memberId: number, { personal, source, happenedAt }: Fact): void {
    this.profiles.push({ memberId, values: personal ?? {}, source, happenedAt });
  }

  /** Opens the keys of known members of whom something is to be sealed. */
  async openKeys(client: Queryable, vault: Vault): Promise<void> {
    const enrolled = new Set(this.members.map(({ memberId }) => memberId));
    const known = this.profiles.map(({ memberId }) => memberId).filter((id) => !enrolled.has(id));
    const keys = await ensureMemberKeys(client, vault, [...new Set(known)]);
    for (const [id, key] of keys) this.#keys.set(id, key);
  }

  /** Whether there is anything to write. */
  get empty(): boolean {
    const { events, keys, unparked, followedUp, states } = this;
    return events.length + keys.length + unparked.length + followedUp.length + states.size === 0;
  }

  /**
   * Sends every statement at once; the caller sends `commit` behind them and then waits for all.
   * Each table gets at most one statement.
   */
  send(
    client: Queryable,
    options: {
      readonly recordedAt: Instant;
      /** Null when nobody is enrolled. */
      readonly vault: Vault | null;
      readonly lease: string;
      readonly due: (state: MemberState) => Instant | null;
      /** Where it is noted who did this; null: nobody keeps a log. */
      readonly audit: AuditLog | null;
    },
  ): Promise<unknown>[] {
    const { recordedAt, audit } = options;
    const sent: Promise<unknown>[] = [];
    if (this.members.length > 0) {
      assert(options.vault, 'new members need a vault');
      sent.push(insertMembers(client, this.members));
      const ids = this.members.map((member) => member.memberId);
      const enrolled = enrolIdentifiers(client, options.vault, ids, this.identifiers, recordedAt);
      sent.push(...enrolled.sent);
      for (const [id, key] of enrolled.keys) this.#keys.set(id, key);
    }
    if (this.profiles.length > 0) sent.push(saveProfiles(client, this.#keys, this.profiles));
    if (this.budgets.size > 0) sent.push(...this.#sendBudgets(client, options.lease));
    if (this.stopped.length > 0) sent.push(stopBudgets(client, this.stopped));
    if (this.keys.length > 0) sent.push(insertKeys(client, sortedKeys(this.keys), recordedAt));
    if (this.events.length > 0) sent.push(insertEvents(client, this.events, recordedAt));
    if (this.entries.length > 0) sent.push(insertEntries(client, this.entries, recordedAt));
    sent.push(...this.#sendStates(client, options.due));
    if (this.purchases.size > 0) {
      sent.push(upsertFollowUps(client, [...this.purchases.values()]));
    }
    if (this.parked.length > 0) {
      const { vault } = options;
      assert(vault, 'what waits is sealed');
      const rows = this.parked.map((row) => ({ ...row, fact: sealFact(vault, row.fact) }));
      sent.push(insertParked(client, rows, recordedAt));
    }
    if (this.unclaimed.length > 0) sent.push(insertUnclaimed(client, this.unclaimed));
    if (this.claimed.length > 0) sent.push(deleteUnclaimed(client, this.claimed));
    if (this.movedKeys.length > 0) sent.push(moveKeys(client, this.movedKeys, recordedAt));
    if (this.unparked.length > 0) sent.push(settleParked(client, this.unparked));
    if (this.followUps.length > 0) {
      sent.push(insertFollowUpEvents(client, this.followUps, recordedAt));
    }
    if (this.followedUp.length > 0) sent.push(settleFollowUpEvents(client, this.followedUp));
    if (this.lookups) sent.push(...this.lookups.save(client));
    if (audit) sent.push(audit.note(client, this.#accepted(), recordedAt));
    return sent;
  }

  /** Says whose doing it was what has been noted since the last call. */
  attribute(by: string): void {
    while (this.#actors.length < this.events.length) this.#actors.push(by);
    const waiting = this.parked.length + this.unclaimed.length;
    while (this.#waitingFor.length < waiting) this.#waitingFor.push(by);
  }

  #accepted() {
    return acceptedEntries(this.events, this.#actors, this.#waitingFor);
  }

  /** Adds what a decision took from budgets, and what it gave back. */
  noteBudgets(taken: Readonly<Record<string, number>>): void {
    for (const [key, points] of Object.entries(taken)) {
      this.budgets.set(key, (this.budgets.get(key) ?? 0) + points);
    }
  }

  /** What a batch took in all, and what it gave back. */
  #sendBudgets(client: Queryable, lease: string): Promise<unknown>[] {
    const used = new Map([...this.budgets].filter(([, points]) => points > 0));
    const back = [...this.budgets].filter(([, points]) => points < 0);
    const sent: Promise<unknown>[] = [];
    if (back.length > 0) {
      sent.push(refillBudgets(client, new Map(back.map(([key, points]) => [key, -points]))));
    }
    if (used.size > 0) sent.push(useLeases(client, lease, used));
    return sent;
  }

  #sendStates(client: Queryable, due: (state: MemberState) => Instant | null): Promise<unknown>[] {
    const isNew = new Set(this.members.map((member) => member.memberId));
    const fresh: NewState[] = [];
    const known: NewState[] = [];
    for (const [memberId, state] of this.states) {
      const row = { memberId, no: state.no, dueAt: due(state), state: storeState(state) };
      (isNew.has(memberId) ? fresh : known).push(row);
    }
    const sent: Promise<unknown>[] = [];
    if (fresh.length > 0) sent.push(insertStates(client, fresh));
    if (known.length > 0) sent.push(updateStates(client, known));
    return sent;
  }
}

/** Two batches that insert the same keys wait for each other in one order, never crosswise. */
function sortedKeys(keys: readonly NewKey[]): NewKey[] {
  return keys.toSorted((a, b) =>
    a.source === b.source ? (a.id < b.id ? -1 : 1) : a.source < b.source ? -1 : 1,
  );
}

/** The data of an event as its row keeps it. */
export function dataOf(fact: Fact): string {
  if (fact.type !== 'purchase') return JSON.stringify(fact.data);
  return storePurchase(fact.data as unknown as PurchaseData);
}

/** Most follow-ups of one decision: the chain of a referral is three long, and few end at once. */
const FOLLOW_UPS_MOST = 50;

/** Notes the follow-ups among what a decision did: they are written with it. */
export function noteFollowUps(
  { followUps }: Writes,
  memberId: number,
  { at, effects }: Pick<Decision, 'at' | 'effects'>,
): void {
  let caused = 0;
  for (const { followUp } of effects) {
    if (!followUp) continue;
    caused += 1;
    assert(caused <= FOLLOW_UPS_MOST, 'a decision causes a bounded number of others', { memberId });
    const { id, type, member, data } = followUp;
    followUps.push({ id, type, memberId: member ?? memberId, happenedAt: at, data });
  }
}
