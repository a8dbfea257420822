import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Refused } from './core/refused.ts';
import { keyUnknown, signatureWrong } from './core/signature-refusals.ts';
import type { SignedCoupon, UnverifiedCoupon } from './core/signed-coupon.ts';
import type { PublicJwk } from './signing-key.ts';

/** Public keys by their ids: the one in use, those before it whose coupons still run, the next. */
export type VerifyingKeys = ReadonlyMap<string, KeyObject>;

/** Reads published keys once; a till keeps the result. */
export function verifyingKeys(published: readonly PublicJwk[]): VerifyingKeys {
  return new Map(
    published.map(({ kty, crv, x, kid }) => [
      kid,
      createPublicKey({ key: { kty, crv, x }, format: 'jwk' }),
    ]),
  );
}

/** The coupon, when its signature is right; `judgeCoupon` says whether it may be used now. */
export function verifyCoupon(read: UnverifiedCoupon, keys: VerifyingKeys): SignedCoupon | Refused {
  const key = keys.get(read.coupon.key);
  if (key === undefined) return keyUnknown(read.coupon.key);
  const right = verify(null, read.signed, key, read.signature);
  return right ? read.coupon : signatureWrong();
}
