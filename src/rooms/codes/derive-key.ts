import { createHmac } from 'node:crypto';
import { assert } from '../../kernel/assert.ts';

/** What a derived key is for; the version lets a format change its keys. */
export type KeyPurpose = 'card:1' | 'pool:1' | 'sign:1';

const KEY_BYTES = 32;

/**
 * A key of 32 bytes for one purpose and one thing, from a secret of the hub: HMAC-SHA-256 over
 * `hachi:<purpose>:<id>`. Whoever has one derived key learns nothing about the others.
 * @throws {Bug} when the hub's key has fewer than 32 bytes.
 */
export function deriveKey(hubKey: Uint8Array, purpose: KeyPurpose, id: string): Buffer {
  assert(hubKey.length >= KEY_BYTES, 'a key of the hub has at least 32 bytes', {
    bytes: hubKey.length,
  });
  return createHmac('sha256', hubKey).update(`hachi:${purpose}:${id}`).digest();
}
