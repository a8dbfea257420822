import type { Fact, PurchaseReference } from './fact.ts';
import { RECEIPT_SOURCE } from './purchase-reference.ts';

/** The purchase that an event names, with a receipt already turned into its key. */
export function purchaseNamedBy(
  fact: Pick<Fact, 'source' | 'store' | 'data'>,
): PurchaseReference | null {
  const { purchase } = fact.data as { purchase?: { source?: string; id?: string } | null };
  if (typeof purchase !== 'object' || purchase === null) return null;
  if (typeof purchase.id !== 'string') return null;
  const source = typeof purchase.source === 'string' ? purchase.source : fact.source;
  if (source === RECEIPT_SOURCE) return { source, id: receiptKey(fact.store, purchase.id) };
  return { source, id: purchase.id };
}

/** The key of the receipt that a purchase brings along; null when it has none. */
export function receiptOf(fact: Pick<Fact, 'type' | 'store' | 'data'>): string | null {
  const { receipt } = fact.data as { receipt?: string | null };
  return fact.type === 'purchase' && receipt ? receiptKey(fact.store, receipt) : null;
}

/** Receipt numbers count per store. */
function receiptKey(store: string | null, receipt: string): string {
  return store === null ? receipt : `${store}/${receipt}`;
}
