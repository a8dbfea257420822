import {
  KnownFields,
  type Loose,
  POSITIVE_AMOUNT,
  readFlag,
  readInstant,
  readInteger,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { FactData, PointsChange, PointsSpend } from './fact.ts';
import { readReference } from './purchase-reference.ts';

const CHANGE_FIELDS = new KnownFields(
  'currency',
  'amount',
  'reason',
  'expiresAt',
  'purchase',
  'receipt',
);
const HOLD_FIELDS = new KnownFields(
  ...['currency', 'amount', 'purchase', 'receipt', 'reason', 'until'],
);
const SPEND_FIELDS = new KnownFields(
  ...['currency', 'amount', 'purchase', 'receipt', 'reason', 'overdraft'],
);
const COMMIT_FIELDS = new KnownFields('hold', 'amount', 'purchase', 'receipt');
const VOID_FIELDS = new KnownFields('hold');
const TRANSFER_FIELDS = new KnownFields('currency', 'amount', 'reason');

const SIGNED_AMOUNT = { least: -LIMITS.amount, most: LIMITS.amount };
const CURRENCY = /^[a-z][a-z0-9-]{0,39}$/;

/** Points that come (or, with `points.adjust`, also go) without a purchase paying them. */
export function readPointsChange(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
  type: 'points.credit' | 'points.opening' | 'points.goodwill' | 'points.adjust',
): PointsChange {
  refuseUnknown(out, from, CHANGE_FIELDS, path);
  const bounds = type === 'points.adjust' ? SIGNED_AMOUNT : POSITIVE_AMOUNT;
  const amount = readInteger(out, from, 'amount', path, bounds);
  if (amount === 0 && from.amount === 0) {
    const fix = 'Send a positive amount to give, a negative one to take.';
    out.add('out_of_range', pointer(path, 'amount'), 'An adjustment of 0 changes nothing.', fix);
  }
  const needsReason = type === 'points.adjust' || type === 'points.goodwill';
  const purchase = readReference(out, from, path, source);
  return {
    currency: readCurrency(out, from, path),
    amount,
    reason: needsReason
      ? readText(out, from, 'reason', path)
      : readOptionalText(out, from, 'reason', path),
    ...readExpiry(out, from, path),
    ...(purchase && { purchase }),
  };
}

/** Points that a member gives for something. */
export function readSpend(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
  fields: KnownFields = SPEND_FIELDS,
): PointsSpend {
  refuseUnknown(out, from, fields, path);
  return {
    currency: readCurrency(out, from, path),
    amount: readInteger(out, from, 'amount', path, POSITIVE_AMOUNT),
    purchase: readReference(out, from, path, source),
    reason: readOptionalText(out, from, 'reason', path),
    ...(readFlag(out, from, 'overdraft', path) ? { overdraft: true } : {}),
  };
}

/** Points set aside; `until` null leaves the time limit to the program. */
export function readHold(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): FactData['points.hold'] {
  const spend = readSpend(out, from, path, source, HOLD_FIELDS);
  const open = from.until === undefined || from.until === null;
  return { ...spend, until: open ? null : readInstant(out, from, 'until', path) };
}

/** A hold that becomes a spend; `amount` null takes all of it. */
export function readCommit(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): FactData['points.commit'] {
  refuseUnknown(out, from, COMMIT_FIELDS, path);
  const all = from.amount === undefined || from.amount === null;
  return {
    hold: readText(out, from, 'hold', path),
    amount: all ? null : readInteger(out, from, 'amount', path, POSITIVE_AMOUNT),
    purchase: readReference(out, from, path, source),
  };
}

/** A hold that is let go. */
export function readVoid(out: ProblemList, from: Loose, path: string): FactData['points.void'] {
  refuseUnknown(out, from, VOID_FIELDS, path);
  return { hold: readText(out, from, 'hold', path) };
}

/** Points that go to another member. */
export function readTransfer(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['points.transfer'] {
  refuseUnknown(out, from, TRANSFER_FIELDS, path);
  return {
    currency: readCurrency(out, from, path),
    amount: readInteger(out, from, 'amount', path, POSITIVE_AMOUNT),
    reason: readOptionalText(out, from, 'reason', path),
  };
}

/** Only the shape is judged here; whether the program has such points is the decision's. */
function readCurrency(out: ProblemList, from: Loose, path: string): string {
  const before = out.problems.length;
  const currency = readText(out, from, 'currency', path);
  if (out.problems.length === before && !CURRENCY.test(currency)) {
    const fix = "Send the id of one of the program's points, such as star.";
    const detail = `${quoted(currency)} cannot be the id of points.`;
    out.add('points_unknown', pointer(path, 'currency'), detail, fix);
  }
  return currency;
}

function readExpiry(out: ProblemList, from: Loose, path: string): Pick<PointsChange, 'expiresAt'> {
  if (from.expiresAt === undefined) return {};
  if (from.expiresAt === null) return { expiresAt: null };
  return { expiresAt: readInstant(out, from, 'expiresAt', path) };
}
