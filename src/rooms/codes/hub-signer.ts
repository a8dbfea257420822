import { hash } from 'node:crypto';
import { deriveKey } from './derive-key.ts';
import { publicJwk, type SigningKey, signingKey } from './signing-key.ts';

/** The key with which a hub signs coupons, from its secret; its id is made from what is public. */
export function hubSigner(hubKey: Uint8Array): SigningKey {
  const seed = deriveKey(hubKey, 'sign:1', '1');
  const { x } = publicJwk(signingKey('0', seed));
  return signingKey(hash('sha256', x, 'hex').slice(0, 8).toUpperCase(), seed);
}
