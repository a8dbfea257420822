import { sign } from 'node:crypto';
import { assert } from '../../kernel/assert.ts';
import { isRefused } from './core/refused.ts';
import {
  asciiBytes,
  readCoupon,
  type SignedCoupon,
  writeCoupon,
  writeSignedPart,
} from './core/signed-coupon.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * The text of a coupon that a till verifies offline, for a QR code.
 * @throws {Bug} when a field cannot stand in a coupon, such as an end before its beginning.
 */
export function signCoupon(coupon: Omit<SignedCoupon, 'key'>, signer: SigningKey): string {
  const part = writeSignedPart({ ...coupon, key: signer.id });
  const text = writeCoupon(part, sign(null, asciiBytes(part), signer.key));
  assert(!isRefused(readCoupon(text)), 'a coupon that is signed can be read', { part });
  return text;
}
