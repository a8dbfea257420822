import {
  AMOUNT,
  KnownFields,
  type Loose,
  OPTIONAL_AMOUNT,
  readInteger,
  readOptionalText,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { split } from '../../../kernel/integer.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { EventSettings } from './event-settings.ts';
import { type Line, netOf, type PurchaseData } from './fact.ts';
import { readFreeData } from './free-data.ts';
import { readPurchaseCoupons } from './purchase-coupons.ts';
import { readLines } from './purchase-line.ts';
import { readRedemptions } from './purchase-redemptions.ts';

const FIELDS = new KnownFields(
  'receipt',
  'currency',
  'lines',
  'total',
  'discount',
  'byReward',
  'shipping',
  'coupons',
  'redemptions',
  'basket',
  'expect',
);

/**
 * Reads what a purchase says. Basket discounts and basket payments by reward are split over the
 * lines by what is left to pay, so that afterwards only lines count. Without lines, `total` is
 * the gross of one implied line `1`. Fields of the touchpoint's own go to `more`.
 */
export function readPurchase(
  out: ProblemList,
  from: Loose,
  path: string,
  settings: EventSettings,
): PurchaseData {
  const receipt = readOptionalText(out, from, 'receipt', path);
  checkCurrency(out, from.currency, pointer(path, 'currency'), settings.currency);
  const shipping = readInteger(out, from, 'shipping', path, OPTIONAL_AMOUNT);
  const before = out.problems.length;
  const lines = readBasket(out, from, path);
  // Sums of broken lines would only tell the same mistake a second time.
  if (out.problems.length === before) {
    spread(out, from, path, lines, 'discount');
    spread(out, from, path, lines, 'byReward');
    checkTotal(out, from, path, lines, shipping);
  }
  const more = readFreeData(out, from, path, (key) => FIELDS.has(key));
  const coupons = readPurchaseCoupons(out, from, path);
  const redemptions = readRedemptions(out, from, path);
  const special = { ...(coupons && { coupons }), ...(redemptions && { redemptions }) };
  return { receipt, lines, shipping, more, ...special };
}

function checkCurrency(out: ProblemList, value: unknown, path: string, currency: string): void {
  if (value === undefined || value === null || value === currency) return;
  const fix = `Send amounts in ${currency}, the program's currency, or leave "currency" out.`;
  out.add('currency_unknown', path, `${quoted(value)} is not the program's currency.`, fix);
}

function readBasket(out: ProblemList, from: Loose, path: string): Line[] {
  const given = from.lines ?? [];
  const lines = readLines(out, given, pointer(path, 'lines'));
  if (!lines || !Array.isArray(given) || given.length > 0) return lines ?? [];
  if (from.total === undefined || from.total === null) {
    const fix = 'Send "lines", or a "total" when the lines are not known.';
    out.add('purchase_empty', path, 'The purchase has neither lines nor a total.', fix);
    return [];
  }
  return [impliedLine(readInteger(out, from, 'total', path, AMOUNT))];
}

function impliedLine(gross: number): Line {
  return {
    line: '1',
    sku: null,
    category: null,
    categories: [],
    brand: null,
    quantity: 1,
    gross,
    discount: 0,
    tax: 0,
    byReward: 0,
    voided: false,
  };
}

/** Splits a basket amount over the lines by what each leaves to pay, and adds it to them. */
function spread(
  out: ProblemList,
  from: Loose,
  path: string,
  lines: Line[],
  key: 'discount' | 'byReward',
): void {
  const amount = readInteger(out, from, key, path, OPTIONAL_AMOUNT);
  if (amount === 0) return;
  const weights = lines.map((line) => (line.voided ? 0 : netOf(line) - line.byReward));
  const payable = weights.reduce((sum, weight) => sum + weight, 0);
  if (amount > payable) {
    const code = key === 'discount' ? 'discount_exceeds_gross' : 'by_reward_exceeds_net';
    const detail = `${amount} is more than the ${payable} that the lines leave to pay.`;
    out.add(code, pointer(path, key), detail, 'Send at most what the lines leave to pay.');
    return;
  }
  for (const [index, part] of split(amount, weights).entries()) {
    const line = lines[index]!;
    if (part > 0) lines[index] = { ...line, [key]: line[key] + part };
  }
}

function checkTotal(
  out: ProblemList,
  from: Loose,
  path: string,
  lines: readonly Line[],
  shipping: number,
): void {
  let paid = shipping;
  for (const line of lines) if (!line.voided) paid += netOf(line);
  if (paid > LIMITS.amount) {
    const fix = `One purchase may come to ${LIMITS.amount} at most; check the unit of the amounts.`;
    out.add('out_of_range', path, `The purchase comes to ${paid}.`, fix);
  }
  if (from.total === undefined || from.total === null) return;
  if (!Array.isArray(from.lines) || from.lines.length === 0) return;
  const total = readInteger(out, from, 'total', path, AMOUNT);
  if (total === paid || from.total !== total) return;
  const detail = `The total is ${total}; lines less discounts plus shipping are ${paid}.`;
  const fix = 'Send a total that equals net lines that are not voided plus shipping, or none.';
  out.add('total_differs', pointer(path, 'total'), detail, fix);
}
