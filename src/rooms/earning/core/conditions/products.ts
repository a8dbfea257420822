import Type from 'typebox';
import type { Condition } from './condition.ts';

/** Products by their SKU. */
export const products: Condition = {
  code: 'products',
  summary: 'for products {args}',
  args: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1_000 }),
  reason: 'no_line_matches',
  level: () => 'line',
  prepare(args) {
    const listed = new Set(args as string[]);
    return ({ line }) => listed.has(line?.sku ?? '');
  },
};
