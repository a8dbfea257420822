import type { PurchaseData, ReturnData } from '../../events/index.ts';
import { netOf } from '../../events/index.ts';
import { maskData } from '../../members/index.ts';
import type { Kind } from './kind.ts';

/** Kinds whose data a sender fills freely: texts in it may be about a person. */
const FREE: ReadonlySet<Kind> = new Set(['visit', 'browsing', 'feedback', 'message', 'other']);

/**
 * What an event was about, short enough for a line: of a purchase the sums and the categories, of
 * what a sender filled freely the data, its texts masked unless the reader may see personal data.
 */
export function aboutEvent(
  { kind, type, data }: { readonly kind: Kind; readonly type: string; readonly data: unknown },
  personal: boolean,
): Readonly<Record<string, unknown>> {
  if (type === 'purchase') return aboutPurchase(data as PurchaseData);
  if (type === 'return') return aboutReturn(data as ReturnData);
  const known = data as Readonly<Record<string, unknown>>;
  return FREE.has(kind) && !personal ? maskData(known) : known;
}

function aboutPurchase({ receipt, lines, shipping }: PurchaseData) {
  const bought = lines.filter((line) => !line.voided);
  return {
    receipt,
    lines: bought.length,
    pieces: bought.reduce((sum, line) => sum + line.quantity, 0),
    net: bought.reduce((sum, line) => sum + netOf(line), 0),
    shipping,
    categories: [...new Set(bought.flatMap((line) => line.category ?? []))],
  };
}

function aboutReturn({ purchase, lines, reason }: ReturnData) {
  return { purchase, lines: lines?.length ?? null, reason };
}
