import {
  type MemberState,
  type PurchaseFollowUp,
  type PurchaseRecord,
  purchaseOfHold,
} from '../../engine/index.ts';
import { type PurchaseData, purchaseNamedBy, receiptOf } from '../../events/index.ts';
import { purchaseRecord } from '../../intake/index.ts';
import type { StoredEvent } from './history.ts';

/** The purchases of one member, found by the names that later events use. */
export class PurchaseBook {
  readonly #records = new Map<number, PurchaseRecord>();
  readonly #names = new Map<string, number>();
  readonly #memberId: number;

  constructor(memberId: number) {
    this.#memberId = memberId;
  }

  /** Enters a purchase event; others are passed over. */
  add(event: StoredEvent, followUp?: PurchaseFollowUp): void {
    if (event.type !== 'purchase') return;
    const head = { memberId: this.#memberId, no: event.no, happenedAt: event.happenedAt };
    const data = event.data as unknown as PurchaseData;
    this.put(purchaseRecord(head, data, event.decision, followUp));
    this.#names.set(nameOf(event), event.no);
    const receipt = receiptOf(event);
    if (receipt !== null) this.#names.set(nameOf({ source: 'receipt', id: receipt }), event.no);
  }

  /** Replaces a purchase by what has become of it. */
  put(record: PurchaseRecord): void {
    this.#records.set(record.no, record);
  }

  /**
   * The purchase that an event names, or the hold that it commits; null when it names none, or none
   * that came before it.
   */
  namedBy(event: StoredEvent, state?: MemberState): PurchaseRecord | null {
    if (event.type === 'purchase' || event.type === 'purchase.claimed') return null;
    const named = purchaseNamedBy(event) ?? (state ? purchaseOfHold(state, event) : null);
    const no = named ? this.#names.get(nameOf(named)) : undefined;
    return no === undefined ? null : (this.#records.get(no) ?? null);
  }

  /** The purchase of another's history that an event named, as its decision keeps it. */
  elsewhere({ decision }: StoredEvent): PurchaseRecord | null {
    for (const { room, kind, purchase } of decision.effects) {
      if (room === 'identity' && kind === 'purchase-elsewhere') return purchase as PurchaseRecord;
    }
    return null;
  }

  get all(): Iterable<PurchaseRecord> {
    return this.#records.values();
  }
}

function nameOf({ source, id }: { readonly source: string; readonly id: string }): string {
  return `${source}\n${id}`;
}
