import type { Queryable } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import { type PurchaseRecord, purchaseOfHold, readDecision, readState } from '../engine/index.ts';
import { type PurchaseData, type PurchaseReference, RECEIPT_SOURCE } from '../events/index.ts';
import { purchaseRecord } from './core/purchase-record.ts';
import { findOwed } from './follow-up-store.ts';
import { followUpsNamed } from './follow-up-turns.ts';
import { type Found, lookUp } from './lookups/batch-lookups.ts';
import { openFact } from './sealed-fact.ts';
import { findKeys, type KnownKey, lockStates, readStates, type StateText } from './store.ts';
import type { Ticket } from './ticket.ts';
import {
  findParked,
  findUnclaimed,
  type ParkedEvent,
  type UnclaimedPurchase,
} from './waiting-store.ts';

/** Everything a batch has to know, fetched with one statement per table. */
export interface Loaded {
  readonly states: ReadonlyMap<number, StateText>;
  readonly keys: Map<string, KnownKey>;
  readonly parked: readonly ParkedEvent[];
  readonly unclaimed: readonly UnclaimedPurchase[];
  /** What lies beyond the members: codes, devices. */
  readonly found: Found;
  /** Follow-ups that others of the batch name and that still wait for their own turn. */
  readonly owed: ReadonlySet<string>;
}

/** One name for a source and an id. */
export function keyName(source: string, id: string): string {
  return `${source}\n${id}`;
}

/** Whether a parked return waits for a purchase that goes by one of these names. */
export function waitsFor(
  one: { purchaseSource: string; purchaseId: string },
  names: readonly string[],
): boolean {
  return names.includes(keyName(one.purchaseSource, one.purchaseId));
}

/**
 * Sends all reading statements at once. With `lock` the states stay locked until the transaction
 * ends; the keys are read behind the locks, so that what another batch wrote is seen.
 */
export async function load(
  client: Queryable,
  tickets: readonly Ticket[],
  memberIds: readonly number[],
  vault: Vault,
  lock: boolean,
): Promise<Loaded> {
  const sorted = [...new Set(memberIds)].sort((a, b) => a - b);
  const states = (lock ? lockStates : readStates)(client, sorted);
  const keys = findKeys(client, keysOf(tickets));
  const parked = findParked(client, tickets.flatMap(parkedUnder));
  const claims = tickets.filter(({ fact }) => fact.type === 'purchase.claimed');
  const unclaimed = findUnclaimed(
    client,
    claims.flatMap((ticket) => (ticket.purchase ? [ticket.purchase] : [])),
    lock,
  );
  const looked = lookUp(
    client,
    tickets.map(({ fact }) => fact),
    lock,
  );
  const named = followUpsNamed(tickets);
  const owing = named.length === 0 ? [] : findOwed(client, named);
  const [stateMap, known, parkedRows, unclaimedRows, found, owed] = await Promise.all([
    states,
    keys,
    parked,
    unclaimed,
    looked,
    owing,
  ]);
  const forHolds = purchasesOfHolds(tickets, stateMap);
  if (forHolds.length > 0) known.push(...(await findKeys(client, forHolds)));
  return {
    states: stateMap,
    keys: new Map(known.map((key) => [keyName(key.source, key.id), key])),
    parked: parkedRows.map((row) => ({ ...row, fact: openFact(vault, row.fact) })),
    unclaimed: unclaimedRows,
    found,
    owed: new Set(owed),
  };
}

/** The names under which an event may find parked returns: its own, its receipt, its purchase. */
function parkedUnder({ fact, purchase, receipt }: Ticket): { source: string; id: string }[] {
  const own = { source: fact.source, id: fact.id };
  if (fact.type === 'return') return [own];
  if (fact.type === 'purchase.claimed') return purchase ? [purchase] : [];
  if (fact.type !== 'purchase') return [];
  return receipt === null ? [own] : [own, { source: RECEIPT_SOURCE, id: receipt }];
}

/** A commit names its hold, and only the member's state says for which purchase that was made. */
function purchasesOfHolds(
  tickets: readonly Ticket[],
  states: ReadonlyMap<number, StateText>,
): PurchaseReference[] {
  const commits = tickets.filter(({ fact, purchase }) => {
    return fact.type === 'points.commit' && purchase === null;
  });
  if (commits.length === 0) return [];
  const all = [...states.values()].map((text) => readState(JSON.parse(text)));
  return commits.flatMap(({ fact }) => all.flatMap((state) => purchaseOfHold(state, fact) ?? []));
}

function keysOf(tickets: readonly Ticket[]): { source: string; id: string }[] {
  const keys = new Map<string, { source: string; id: string }>();
  const add = (source: string, id: string): void => {
    keys.set(keyName(source, id), { source, id });
  };
  for (const { fact, purchase, receipt } of tickets) {
    add(fact.source, fact.id);
    if (purchase) add(purchase.source, purchase.id);
    if (receipt !== null) add(RECEIPT_SOURCE, receipt);
  }
  return [...keys.values()];
}

/** The purchase behind a key, as later events need it; null when it is none or not decided yet. */
export function purchaseBehind(key: KnownKey | undefined): PurchaseRecord | null {
  if (key?.event?.type !== 'purchase') return null;
  const decision = readDecision(key.event.decision);
  return purchaseRecord(
    { memberId: key.memberId, no: key.no, happenedAt: key.event.happenedAt },
    key.event.data as PurchaseData,
    decision,
    key.event.followUp ?? undefined,
  );
}
