import type { Refused } from './core/refused.ts';
import { keyUnknown, signatureWrong } from './core/signature-refusals.ts';
import type { SignedCoupon, UnverifiedCoupon } from './core/signed-coupon.ts';
import type { PublicJwk } from './signing-key.ts';

/** As `verifyCoupon`, with the Web Crypto that browsers and Node share: for tills in a browser. */
export async function verifyInBrowser(
  read: UnverifiedCoupon,
  published: readonly PublicJwk[],
): Promise<SignedCoupon | Refused> {
  const found = published.find(({ kid }) => kid === read.coupon.key);
  if (found === undefined) return keyUnknown(read.coupon.key);
  const { kty, crv, x } = found;
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
  const right = await subtle.verify('Ed25519', key, read.signature, read.signed);
  return right ? read.coupon : signatureWrong();
}
