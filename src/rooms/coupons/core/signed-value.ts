import { parseDecimal } from '../../../kernel/decimal.ts';
import type { CouponValue } from '../../codes/index.ts';
import type { CouponDocument } from './section.ts';

/** What a coupon of the document is worth, as a signed code says it. */
export function signedValue({ take }: Pick<CouponDocument, 'take'>, decimals: number): CouponValue {
  const money = (key: string): number => parseDecimal(String(take[key]), decimals) ?? 0;
  if ('amount' in take) return { kind: 'amount', off: money('amount') };
  if ('percent' in take) {
    return {
      kind: 'percent',
      hundredths: parseDecimal(String(take.percent), 2) ?? 0,
      rounding: (take.round as 'down' | 'up' | 'half-up' | undefined) ?? 'down',
      cap: take.atMost === undefined ? null : money('atMost'),
    };
  }
  if ('price' in take) return { kind: 'price', price: money('price') };
  if ('gift' in take) return { kind: 'gift' };
  return 'delivery' in take ? { kind: 'delivery' } : { kind: 'privilege' };
}
