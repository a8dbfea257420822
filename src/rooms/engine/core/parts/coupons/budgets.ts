import type { CouponBook } from '../../../../coupons/index.ts';
import type { BudgetTerms } from '../../program.ts';
import { stockOf } from './count.ts';

/** The budgets that coupons draw on: uses in all, pieces issued, money given away. */
export function couponBudgets(book: CouponBook): BudgetTerms[] {
  const found = new Map<string, BudgetTerms>();
  const add = (id: string, points: number, per: BudgetTerms['per']): void => {
    found.set(id, { id, points, per, refills: true });
  };
  for (const coupon of book.coupons.values()) {
    for (const { key, times, per } of coupon.total) add(key, times, per);
    for (const { id, money, per } of coupon.budgets) add(id, money, per);
    if (coupon.stock !== null) add(stockOf(coupon.id), coupon.stock, 'ever');
  }
  return [...found.values()];
}
