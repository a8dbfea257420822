import { type CipherKey, createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Nonces and keys come out of one pool: asking the system for each costs more than the cipher. */
const POOL = Buffer.alloc(8_192);
let used = POOL.length;

/**
 * AES-256-GCM with a random nonce: `nonce ‖ text ‖ tag`. Only who knows `about` can open it: what
 * was sealed for one member and field opens for no other.
 */
export function sealBytes(key: CipherKey, about: string, plain: Uint8Array): Buffer {
  const nonce = randomOf(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the key, `about` or a single bit of `sealed` is another. */
export function openBytes(key: CipherKey, about: string, sealed: Uint8Array): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('too short to be sealed');
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
}

/** So many random bytes, given out once and wiped in the pool. */
export function randomOf(bytes: number): Buffer {
  if (used + bytes > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const taken = Buffer.from(POOL.subarray(used, used + bytes));
  POOL.fill(0, used, used + bytes);
  used += bytes;
  return taken;
}
