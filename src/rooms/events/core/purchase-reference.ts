import {
  asObject,
  KnownFields,
  type Loose,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import type { PurchaseReference } from './fact.ts';

/** The source under which a reference names a receipt instead of an event. */
export const RECEIPT_SOURCE = 'receipt';

const FIELDS = new KnownFields('source', 'id');

/**
 * Reads which purchase is meant: `purchase: { source?, id }` (the source of this event by
 * default) or `receipt: '…'`, which becomes a reference with the source `receipt`.
 */
export function readReference(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): PurchaseReference | null {
  const receipt = readOptionalText(out, from, 'receipt', path);
  const given = from.purchase;
  if (given === undefined || given === null) {
    return receipt === null ? null : { source: RECEIPT_SOURCE, id: receipt };
  }
  const at = pointer(path, 'purchase');
  if (receipt !== null) {
    const detail = 'The purchase is named twice, by event and by receipt.';
    out.add('purchase_named_twice', at, detail, 'Send either "purchase" or "receipt".');
  }
  const reference = asObject(out, given, at);
  if (!reference) return null;
  refuseUnknown(out, reference, FIELDS, at);
  const named = readOptionalText(out, reference, 'source', at);
  return { source: named ?? source, id: readText(out, reference, 'id', at) };
}

/** As `readReference`, for events that cannot do without. */
export function requireReference(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): PurchaseReference {
  const before = out.problems.length;
  const reference = readReference(out, from, path, source);
  if (!reference && out.problems.length === before) {
    const fix = 'Send "purchase": { "id": "…" } of the purchase event, or its "receipt".';
    out.add('purchase_missing', path, 'It is not said which purchase is meant.', fix);
  }
  return reference ?? { source, id: '' };
}
