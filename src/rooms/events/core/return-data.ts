import {
  asObject,
  KnownFields,
  type Loose,
  POSITIVE_AMOUNT,
  readInteger,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { PurchaseReference, ReturnData, ReturnedLine } from './fact.ts';
import { requireReference } from './purchase-reference.ts';

const FIELDS = new KnownFields('purchase', 'receipt', 'lines', 'reason');
const REINSTATED_FIELDS = new KnownFields('purchase', 'receipt', 'reason');
const LINE_FIELDS = new KnownFields('line', 'quantity', 'amount');
const QUANTITY = { least: 1, most: LIMITS.quantity };

/** Reads what a return says: which purchase, and which lines (none: all that is left). */
export function readReturn(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): ReturnData {
  refuseUnknown(out, from, FIELDS, path);
  return {
    purchase: requireReference(out, from, path, source),
    lines: readReturnedLines(out, from.lines, pointer(path, 'lines')),
    reason: readOptionalText(out, from, 'reason', path),
  };
}

/** Reads which purchase stands again after it was returned in full. */
export function readReinstated(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): { purchase: PurchaseReference } {
  refuseUnknown(out, from, REINSTATED_FIELDS, path);
  return { purchase: requireReference(out, from, path, source) };
}

function readReturnedLines(out: ProblemList, value: unknown, path: string): ReturnedLine[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length === 0 || value.length > LIMITS.linesPerPurchase) {
    const fix = `Send 1 to ${LIMITS.linesPerPurchase} lines, or leave "lines" out to return all.`;
    out.add('not_a_list', path, 'The lines are not a list of returned lines.', fix);
    return null;
  }
  const lines: ReturnedLine[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < value.length; index++) {
    const at = pointer(path, index);
    const from = asObject(out, value[index], at);
    if (!from) continue;
    const line = readReturnedLine(out, from, at);
    if (seen.has(line.line)) {
      const detail = `The line "${line.line}" is returned twice in one return.`;
      out.add('line_repeated', pointer(at, 'line'), detail, 'Send each line once, added up.');
    }
    seen.add(line.line);
    lines.push(line);
  }
  return lines;
}

function readReturnedLine(out: ProblemList, from: Loose, path: string): ReturnedLine {
  refuseUnknown(out, from, LINE_FIELDS, path);
  const pieces = from.quantity !== undefined && from.quantity !== null;
  const money = from.amount !== undefined && from.amount !== null;
  if (pieces === money) {
    const fix = 'Send either "quantity" (pieces) or "amount" (net money, smallest unit).';
    out.add('return_line_unclear', path, 'It is not said how much of the line comes back.', fix);
  }
  return {
    line: readText(out, from, 'line', path),
    quantity: pieces ? readInteger(out, from, 'quantity', path, QUANTITY) : null,
    amount: money ? readInteger(out, from, 'amount', path, POSITIVE_AMOUNT) : null,
  };
}
