import type { PurchaseRecord } from '../engine/index.ts';
import { type PurchaseReference, RECEIPT_SOURCE } from '../events/index.ts';
import { keyName, type Loaded, purchaseBehind } from './loaded.ts';

/** The purchases that a batch knows: those that were there, those of the batch, as they are now. */
export class BatchPurchases {
  readonly #loaded: Loaded;
  /** By the name of their event. */
  readonly #known = new Map<string, PurchaseRecord>();
  /** Receipts of this batch, each with the name of its purchase. */
  readonly #receipts = new Map<string, string>();

  constructor(loaded: Loaded) {
    this.#loaded = loaded;
  }

  /** The purchase of an event of this batch. */
  get(source: string, id: string): PurchaseRecord | undefined {
    return this.#known.get(keyName(source, id));
  }

  set(source: string, id: string, purchase: PurchaseRecord): void {
    this.#known.set(keyName(source, id), purchase);
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
    return this.#known.get(name ?? keyName(source, id)) ?? purchaseBehind(key);
  }

  /** Remembers what has become of a purchase, so that later events of the batch see it. */
  update(purchase: PurchaseRecord): void {
    const { memberId, no } = purchase;
    for (const [name, known] of this.#known) {
      if (known.memberId !== memberId || known.no !== no) continue;
      this.#known.set(name, purchase);
      return;
    }
    for (const key of this.#loaded.keys.values()) {
      if (key.memberId !== memberId || key.no !== no || !key.event) continue;
      this.set(key.event.source, key.event.id, purchase);
      return;
    }
  }
}
