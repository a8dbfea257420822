import {
  type Loose,
  OPTIONAL_AMOUNT,
  readInteger,
  readOptionalText,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import { readCouponNames } from './coupon-names.ts';
import type { PurchaseCoupons } from './fact.ts';

/** Coupons that a purchase uses, when it names any; `basket` alone means those reserved for it. */
export function readPurchaseCoupons(
  out: ProblemList,
  from: Loose,
  path: string,
): PurchaseCoupons | null {
  const { coupons, basket, expect } = from;
  const named = (coupons ?? null) !== null;
  if (!named && (basket ?? null) === null) return null;
  const told = expect === undefined || expect === null;
  return {
    names: named ? readCouponNames(out, coupons, pointer(path, 'coupons')) : null,
    basket: readOptionalText(out, from, 'basket', path),
    expect: told ? null : readInteger(out, from, 'expect', path, OPTIONAL_AMOUNT),
  };
}
