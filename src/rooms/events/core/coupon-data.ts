import {
  type KnownFields as Known,
  KnownFields,
  type Loose,
  OPTIONAL_AMOUNT,
  readInstant,
  readInteger,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import { readCouponName, readCouponNames } from './coupon-names.ts';
import type { EventSettings } from './event-settings.ts';
import type { CouponBasket, FactData } from './fact.ts';
import { readPurchase } from './purchase-data.ts';

const BASKET = ['coupons', 'basket', 'currency', 'lines', 'total', 'discount', 'byReward'] as const;
const RESERVE_FIELDS = new KnownFields(...BASKET, 'shipping', 'until');
const REDEEM_FIELDS = new KnownFields(...BASKET, 'shipping', 'expect');
const ISSUE_FIELDS = new KnownFields('coupon', 'reason');
const RELEASE_FIELDS = new KnownFields('basket');
const ROLLBACK_FIELDS = new KnownFields('redemption');
const TRANSFER_FIELDS = new KnownFields('coupon');

/** A coupon given to a member. */
export function readIssue(out: ProblemList, from: Loose, path: string): FactData['coupon.issue'] {
  refuseUnknown(out, from, ISSUE_FIELDS, path);
  return {
    coupon: readText(out, from, 'coupon', path),
    reason: readOptionalText(out, from, 'reason', path),
  };
}

/** Coupons kept for a basket while its member pays. */
export function readReserve(
  out: ProblemList,
  from: Loose,
  path: string,
  settings: EventSettings,
): FactData['coupon.reserve'] {
  const basket = readCouponBasket(out, from, path, settings, RESERVE_FIELDS);
  const open = from.until === undefined || from.until === null;
  return {
    coupons: readCouponNames(out, from.coupons, pointer(path, 'coupons')),
    ...basket,
    until: open ? null : readInstant(out, from, 'until', path),
  };
}

/** Coupons used up by a basket; without `coupons`, those that are reserved for it. */
export function readRedeem(
  out: ProblemList,
  from: Loose,
  path: string,
  settings: EventSettings,
): FactData['coupon.redeem'] {
  const basket = readCouponBasket(out, from, path, settings, REDEEM_FIELDS);
  return { coupons: readNamesOrReserved(out, from, path), ...basket, expect: expected(out, from) };

  function expected(problems: ProblemList, given: Loose): number | null {
    if (given.expect === undefined || given.expect === null) return null;
    return readInteger(problems, given, 'expect', path, OPTIONAL_AMOUNT);
  }
}

/** A reservation that is let go. */
export function readRelease(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['coupon.release'] {
  refuseUnknown(out, from, RELEASE_FIELDS, path);
  return { basket: readText(out, from, 'basket', path) };
}

/** A redemption that did not happen after all. */
export function readRollback(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['coupon.rollback'] {
  refuseUnknown(out, from, ROLLBACK_FIELDS, path);
  return { redemption: readText(out, from, 'redemption', path) };
}

/** A coupon taken out of its member's hands. */
export function readCouponVoid(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['coupon.void'] {
  refuseUnknown(out, from, ISSUE_FIELDS, path);
  return {
    coupon: readCouponName(out, from, 'coupon', path),
    reason: readOptionalText(out, from, 'reason', path),
  };
}

/** A coupon given to a friend. */
export function readCouponTransfer(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['coupon.transfer'] {
  refuseUnknown(out, from, TRANSFER_FIELDS, path);
  return { coupon: readCouponName(out, from, 'coupon', path) };
}

function readNamesOrReserved(out: ProblemList, from: Loose, path: string): string[] | null {
  if (from.coupons === undefined || from.coupons === null) return null;
  return readCouponNames(out, from.coupons, pointer(path, 'coupons'));
}

/** What is in the basket, in the words of a purchase; empty for a coupon without lines. */
function readCouponBasket(
  out: ProblemList,
  from: Loose,
  path: string,
  settings: EventSettings,
  known: Known,
): CouponBasket {
  refuseUnknown(out, from, known, path);
  const basket = readText(out, from, 'basket', path);
  const { currency, lines, total, discount, byReward, shipping } = from;
  const goods = { currency, lines, discount, byReward, shipping };
  const empty = (lines ?? null) === null && (total ?? null) === null;
  const bought = readPurchase(out, { ...goods, total: empty ? 0 : total }, path, settings);
  return { basket, lines: empty ? [] : bought.lines, shipping: bought.shipping };
}
