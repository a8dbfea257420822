import type { PurchaseRecord } from '../engine/index.ts';
import { type PurchaseReference, RECEIPT_SOURCE } from '../events/index.ts';
import { keyName, type Loaded, purchaseBehind } from './loaded.ts';

/** Whose event a purchase was. */
type Bought = Pick<PurchaseRecord, 'memberId' | 'no'>;

interface Known extends Bought {
  record(): PurchaseRecord;
}

/** The purchases that a batch knows: those that were there, those of the batch, as they are now. */
export class BatchPurchases {
  readonly #loaded: Loaded;
  /** By the name of their event; most are never asked for, and are made when they are. */
  readonly #known = new Map<string, Known>();
  /** Receipts of this batch, each with the name of its purchase. */
  readonly #receipts = new Map<string, string>();

  constructor(loaded: Loaded) {
    this.#loaded = loaded;
  }

  /** The purchase of an event of this batch. */
  get(source: string, id: string): PurchaseRecord | undefined {
    return this.#known.get(keyName(source, id))?.record();
  }

  set(source: string, id: string, event: Bought, record: () => PurchaseRecord): void {
    this.#known.set(keyName(source, id), { memberId: event.memberId, no: event.no, record });
  }

  hasReceipt(receipt: string): boolean {
    return this.#receipts.has(receipt) || this.#loaded.keys.has(keyName(RECEIPT_SOURCE, receipt));
  }

  setReceipt(receipt: string, source: string, id: string): void {
    this.#receipts.set(receipt, keyName(source, id));
  }

  /** The purchase behind the name of its event or of its receipt; null when nobody knows it. */
  named(reference: PurchaseReference | null): PurchaseRecord | null {
    if (!reference) return null;
    const { source, id } = reference;
    const key = this.#loaded.keys.get(keyName(source, id));
    const behind = key?.event ? keyName(key.event.source, key.event.id) : undefined;
    const name = source === RECEIPT_SOURCE ? (this.#receipts.get(id) ?? behind) : undefined;
    return this.#known.get(name ?? keyName(source, id))?.record() ?? purchaseBehind(key);
  }

  /** Remembers what has become of a purchase, so that later events of the batch see it. */
  update(purchase: PurchaseRecord): void {
    const { memberId, no } = purchase;
    for (const [name, known] of this.#known) {
      if (known.memberId !== memberId || known.no !== no) continue;
      this.#known.set(name, { memberId, no, record: () => purchase });
      return;
    }
    for (const key of this.#loaded.keys.values()) {
      if (key.memberId !== memberId || key.no !== no || !key.event) continue;
      this.set(key.event.source, key.event.id, purchase, () => purchase);
      return;
    }
  }
}
