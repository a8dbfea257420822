import type { Line } from '../../events/index.ts';
import type { Expressions, Facts } from '../../program/index.ts';
import type { CouponDocument } from './section.ts';

/**
 * Which lines a coupon is for: all that it names must fit. The lines of the gift itself do not
 * count, unless they are asked for.
 */
export function compileLines(
  wanted: CouponDocument['for'],
  gift: string | null,
  expressions: Expressions,
): (line: Line, facts: Facts) => boolean {
  if (!wanted) return (line) => gift === null || line.sku !== gift;
  const products = wanted.products && new Set(wanted.products);
  const categories = wanted.categories && new Set(wanted.categories);
  const brands = wanted.brands && new Set(wanted.brands);
  const when = wanted.when === undefined ? undefined : expressions.bool(wanted.when);
  return (line, facts) =>
    (!products || products.has(line.sku ?? '')) &&
    (!categories || line.categories.some((category) => categories.has(category))) &&
    (!brands || brands.has(line.brand ?? '')) &&
    (!when || when({ ...facts, line }) === true);
}
