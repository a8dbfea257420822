import type { Queryable } from '../../platform/db/pool.ts';

/** The codes of coupons in somebody's hands, by their ids. */
export async function codesOf(
  client: Queryable,
  coupons: readonly string[],
): Promise<Map<string, string>> {
  if (coupons.length === 0) return new Map();
  const { rows } = await client.query<{ coupon: string; code: string }>({
    name: 'statements_codes_of',
    text: 'select coupon, code from v_coupon_codes where coupon = any($1::text[])',
    values: [coupons],
  });
  return new Map(rows.map(({ coupon, code }) => [coupon, code]));
}
