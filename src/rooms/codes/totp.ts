import { createHmac } from 'node:crypto';
import { stepBytes, truncate } from './core/one-time-code.ts';

/** The hashes that RFC 6238 knows. Cards use SHA-256. */
export type TotpHash = 'sha1' | 'sha256' | 'sha512';

/** The code of one step: RFC 6238 over RFC 4226, `digits` decimal digits. */
export function totp(secret: Uint8Array, step: number, digits: number, hash: TotpHash): string {
  return truncate(createHmac(hash, secret).update(stepBytes(step)).digest(), digits);
}
