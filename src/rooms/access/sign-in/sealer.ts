import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals what must be read again: AES-256-GCM, bound to what it is about. */
export interface Sealer {
  seal(about: string, plain: Uint8Array): Buffer;
  /** @throws when the key, `about` or one bit is another. */
  open(about: string, sealed: Uint8Array): Buffer;
}

/** A sealer with a key of 32 bytes; what it makes is `nonce ‖ text ‖ tag`. */
export function sealerWith(key: Uint8Array): Sealer {
  return {
    seal: (about, plain) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(about));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (about, sealed) => {
      const end = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(about))
        .setAuthTag(sealed.subarray(end));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
    },
  };
}
