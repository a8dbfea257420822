import { readCode, readScan } from '../../codes/index.ts';

/**
 * The one form in which codes are compared, from what was scanned, typed or printed: `summer-1o` is
 * `SUMMER10`, and a signed coupon means the code inside it. What can be no code stays as it is.
 */
export function codeKey(text: string): string {
  const scan = readScan(text);
  if ('problem' in scan || scan.kind === 'card') return text;
  if (scan.kind === 'code') return scan.code;
  const inside = readCode(scan.unverified.coupon.coupon);
  return 'code' in inside ? inside.code : text;
}
