import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A public key as RFC 8037 writes it, for tills and browsers; `kid` is the key id in coupons. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly kid: string;
  /** The 32 bytes of the key in base64url. */
  readonly x: string;
}

/** The key with which the hub signs at the moment. */
export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The bytes that stand before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signing key from its id and its seed of 32 random bytes, which is kept secret. */
export function signingKey(id: string, seed: Uint8Array): SigningKey {
  const der = Buffer.concat([PKCS8_HEAD, seed]);
  return { id, key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
}

/** What is published of a signing key. */
export function publicJwk({ id, key }: SigningKey): PublicJwk {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', kid: id, x: x! };
}
