import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import { StartFailure } from '../start-failure.ts';

/** Bytes of a key-encryption key: AES-256. */
export const KEY_BYTES = 32;

/**
 * Where the key-encryption keys are kept: never in the database. The first one is the newest. A
 * key-management service is an adapter of this interface: `read` asks it to decrypt what lies with
 * the operator, `add` to encrypt.
 */
export interface KeyStore {
  /** For people: `the file data/vault.keys`. */
  readonly place: string;
  read(): Promise<readonly Uint8Array[]>;
  /** Puts a key in front; null when the operator has to do it. */
  readonly add: ((key: Uint8Array) => Promise<void>) | null;
  /** Keeps only these; null when the operator has to do it. */
  readonly keepOnly: ((keys: readonly Uint8Array[]) => Promise<void>) | null;
}

/** A key with its name: the beginning of its hash, so that nobody has to give names. */
export interface KeyEncryptionKey {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly key: KeyObject;
}

/** A key as the vault uses it. */
export function namedKey(bytes: Uint8Array): KeyEncryptionKey {
  const id = hash('sha256', Buffer.concat([Buffer.from('hachi key '), bytes]), 'hex').slice(0, 16);
  return { id, bytes, key: createSecretKey(bytes) };
}

/**
 * Keys from text: base64 or hexadecimal, 32 bytes each, split at commas, blanks and line ends.
 * @throws {StartFailure} for anything else; the text is never repeated.
 */
export function readKeys(text: string, place: string): Uint8Array[] {
  const words = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((word) => word !== '');
  return words.map((word) => {
    const bytes = Buffer.from(word, /^[0-9a-f]{64}$/i.test(word) ? 'hex' : 'base64');
    if (bytes.length === KEY_BYTES) return bytes;
    const fix = 'Write 32 random bytes in base64, such as: openssl rand -base64 32';
    throw new StartFailure('vault_key_unreadable', `A key in ${place} is no key.`, fix);
  });
}
