import {
  AMOUNT,
  asObject,
  KnownFields,
  type Loose,
  OPTIONAL_AMOUNT,
  readFlag,
  readInteger,
  readOptionalText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { Line } from './fact.ts';

const FIELDS = new KnownFields(
  'line',
  'sku',
  'category',
  'brand',
  'quantity',
  'gross',
  'discount',
  'tax',
  'byReward',
  'voided',
);
const QUANTITY = { least: 1, most: LIMITS.quantity, fallback: 1 };

/** Reads the lines of a purchase; `null` after a problem with the list itself. */
export function readLines(out: ProblemList, value: unknown, path: string): Line[] | null {
  if (!Array.isArray(value)) {
    out.add('not_a_list', path, 'The lines are not a list.', 'Send a JSON array of lines.');
    return null;
  }
  if (value.length > LIMITS.linesPerPurchase) {
    const fix = `Send at most ${LIMITS.linesPerPurchase} lines; split a larger receipt.`;
    out.add('too_many_lines', path, `There are ${value.length} lines.`, fix);
    return null;
  }
  const lines: Line[] = [];
  for (let index = 0; index < value.length; index++) {
    const line = readLine(out, value[index], `${path}/${index}`, index);
    if (line) lines.push(line);
  }
  refuseRepeated(out, lines, path);
  return lines;
}

function readLine(out: ProblemList, value: unknown, path: string, index: number): Line | null {
  const from = asObject(out, value, path);
  if (!from) return null;
  refuseUnknown(out, from, FIELDS, path);
  const category = readOptionalText(out, from, 'category', path);
  const line: Line = {
    line: readOptionalText(out, from, 'line', path) ?? String(index + 1),
    sku: readOptionalText(out, from, 'sku', path),
    category,
    categories: category === null ? [] : [category],
    brand: readOptionalText(out, from, 'brand', path),
    quantity: readInteger(out, from, 'quantity', path, QUANTITY),
    gross: readInteger(out, from, 'gross', path, AMOUNT),
    discount: readInteger(out, from, 'discount', path, OPTIONAL_AMOUNT),
    tax: readInteger(out, from, 'tax', path, OPTIONAL_AMOUNT),
    byReward: readInteger(out, from, 'byReward', path, OPTIONAL_AMOUNT),
    voided: readFlag(out, from, 'voided', path),
  };
  checkAmounts(out, line, from, path);
  return line;
}

/** The parts of a price cannot be larger than the price. */
function checkAmounts(out: ProblemList, line: Line, from: Loose, path: string): void {
  if (from.gross !== line.gross) return;
  const net = line.gross - line.discount;
  if (net < 0) {
    const detail = `The discount ${line.discount} is more than the gross ${line.gross}.`;
    const fix = 'Send the discount of the whole line, at most its gross.';
    out.add('discount_exceeds_gross', pointer(path, 'discount'), detail, fix);
    return;
  }
  for (const key of ['tax', 'byReward'] as const) {
    if (line[key] <= net) continue;
    const detail = `${line[key]} is more than the net amount ${net} of the line.`;
    const code = key === 'tax' ? 'tax_exceeds_net' : 'by_reward_exceeds_net';
    out.add(code, pointer(path, key), detail, 'Send at most gross less discount.');
  }
}

function refuseRepeated(out: ProblemList, lines: readonly Line[], path: string): void {
  if (lines.length < 2) return;
  const seen = new Set<string>();
  for (const [index, { line }] of lines.entries()) {
    if (seen.has(line)) {
      const detail = `A line "${line}" is there already.`;
      const fix = 'Give every line of a purchase its own name, or leave the names out.';
      out.add('line_repeated', `${path}/${index}/line`, detail, fix);
    }
    seen.add(line);
  }
}
