import { guestsOf, originFlag, ownerOf, type PurchaseRecord } from '../engine/index.ts';
import type { Fact } from '../events/index.ts';
import type { BatchStates } from './batch-states.ts';
import { isMerge, type Parties } from './core/party.ts';

/** Whose turn it is in one batch, when members of it are merged: as the states say then. */
export class BatchMerges {
  /** Merged members whose other half this batch has not locked. */
  readonly met = new Map<number, number>();
  readonly #states: BatchStates;

  constructor(states: BatchStates) {
    this.#states = states;
  }

  /** The parties with those in the place of whom they answer for. */
  answering(type: string, parties: Parties): Parties {
    const memberId = this.#now(parties.memberId);
    // An unmerge names the merged member, who answers for nobody at the moment.
    const otherId = type === 'member.unmerged' ? parties.otherId : this.#now(parties.otherId);
    if (memberId === parties.memberId && otherId === parties.otherId) return parties;
    const origin = parties.memberId;
    return { ...parties, memberId, otherId, ...(memberId !== origin && origin && { origin }) };
  }

  /** Who has the turn of this member, when the batch holds that lock; else null. */
  answers(memberId: number): number | null {
    const now = this.#states.mergedInto(memberId) ?? memberId;
    return this.#states.has(now) ? now : null;
  }

  /** Whether a purchase is this member's, or that of somebody merged into this one. */
  isOf(purchase: PurchaseRecord, memberId: number): boolean {
    const owner = ownerOf(purchase);
    if (owner === memberId) return true;
    const state = this.#states.get(memberId);
    return state !== null && guestsOf(state)[owner] !== undefined;
  }

  /** A purchase as the engine gets it: it is told when it stands in another's history. */
  found(purchase: PurchaseRecord, memberId: number): PurchaseRecord {
    const elsewhere = purchase.memberId !== memberId || purchase.followUp.elsewhere;
    return elsewhere ? { ...purchase, elsewhere: true } : purchase;
  }

  /** The fact with whom it named, as far as another answers, and with the numbers of a merge. */
  named(fact: Fact, parties: Parties, purchase: PurchaseRecord | null): Fact {
    const { memberId, otherId } = parties;
    if (isMerge(fact.type) && memberId !== null && otherId !== null) {
      const [merged, survivor] =
        fact.type === 'member.merged' ? [memberId, otherId] : [otherId, memberId];
      return { ...fact, data: { ...fact.data, merged, survivor } };
    }
    const owner = purchase ? ownerOf(purchase) : (parties.origin ?? memberId);
    if (owner === null || owner === memberId) return fact;
    return { ...fact, flags: [...fact.flags, originFlag(owner)] };
  }

  #now(memberId: number | null): number | null {
    if (memberId === null) return null;
    const into = this.#states.mergedInto(memberId);
    if (into === null) return memberId;
    if (!this.#states.has(into)) this.met.set(memberId, into);
    return into;
  }
}
