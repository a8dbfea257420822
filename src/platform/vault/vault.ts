import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { openBytes, randomOf, sealBytes } from './cipher.ts';
import { DataKey } from './data-key.ts';
import { KEY_BYTES, type KeyEncryptionKey, type KeyStore } from './key-store.ts';

/** Half of an HMAC-SHA-256: no two of 50 million people share it by chance. */
const BLIND_BYTES = 16;

const NOWHERE: KeyStore = { place: 'nowhere', read: async () => [], add: null, keepOnly: null };

/** What the vault knows at a moment. */
export interface VaultKeys {
  /** By id: more than one while keys are rotated. */
  readonly keys: ReadonlyMap<string, KeyEncryptionKey>;
  /** The one that wraps new data keys. */
  readonly current: KeyEncryptionKey;
  /** The same for ever, whatever key wraps it: keys for blind indexes are derived from it. */
  readonly secret: Uint8Array;
}

/** A data key as it is stored. */
export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/** A value was wrapped with a key that this process does not have (yet). */
export class VaultKeyUnknown extends Error {
  readonly keyId: string;

  constructor(keyId: string) {
    super(`the vault has no key ${keyId}`);
    this.name = 'VaultKeyUnknown';
    this.keyId = keyId;
  }
}

/**
 * Envelope encryption without a word of loyalty: each owner has a data key, wrapped by a
 * key-encryption key; blind indexes find what is sealed. Everything here is in memory and at once.
 */
export class Vault {
  #known: VaultKeys;
  readonly #blindKey: KeyObject;
  readonly #textKey: KeyObject;
  readonly #reload: () => Promise<VaultKeys>;

  /** Where the key-encryption keys are kept. */
  readonly store: KeyStore;

  constructor(known: VaultKeys, reload: () => Promise<VaultKeys>, store: KeyStore = NOWHERE) {
    this.store = store;
    this.#known = known;
    this.#reload = reload;
    this.#blindKey = createSecretKey(this.derive('blind index'));
    this.#textKey = createSecretKey(this.derive('texts'));
  }

  /** The id of the key that wraps new data keys. */
  get currentKeyId(): string {
    return this.#known.current.id;
  }

  /** Whether what this key wrapped can be opened here. */
  has(keyId: string): boolean {
    return this.#known.keys.has(keyId);
  }

  /** Looks again at which keys there are: another process may have rotated them. */
  async refresh(): Promise<void> {
    this.#known = await this.#reload();
  }

  /** A key for one purpose, always the same. */
  derive(purpose: string): Buffer {
    const { secret } = this.#known;
    return Buffer.from(hkdfSync('sha256', secret, '', `hachi ${purpose}`, KEY_BYTES));
  }

  /** A new data key for an owner: to use now, and as it is stored. */
  newKey(owner: string): { readonly key: DataKey } & WrappedKey {
    const { current } = this.#known;
    const bytes = randomOf(KEY_BYTES);
    const wrapped = sealBytes(current.key, aboutKey(owner), bytes);
    return { key: new DataKey(owner, bytes), keyId: current.id, wrapped };
  }

  /** @throws {VaultKeyUnknown} when it was wrapped with a key that is not here. */
  openKey(owner: string, stored: WrappedKey): DataKey {
    return new DataKey(owner, this.#unwrap(owner, stored));
  }

  /** The same data key, wrapped with the current key. */
  wrapAgain(owner: string, stored: WrappedKey): WrappedKey {
    const { current } = this.#known;
    const wrapped = sealBytes(current.key, aboutKey(owner), this.#unwrap(owner, stored));
    return { keyId: current.id, wrapped };
  }

  /** A text that belongs to no owner, as only a vault of this database opens it; base64. */
  sealText(about: string, text: string): string {
    return sealBytes(this.#textKey, about, Buffer.from(text)).toString('base64');
  }

  /** @throws when it was sealed about something else, or elsewhere. */
  openText(about: string, sealed: string): string {
    return openBytes(this.#textKey, about, Buffer.from(sealed, 'base64')).toString();
  }

  /** What stands for a value in an index: equal for equal values, and nothing leads back. */
  blind(kind: string, value: string): Buffer {
    const whole = createHmac('sha256', this.#blindKey).update(`${kind}\n${value}`).digest();
    return whole.subarray(0, BLIND_BYTES);
  }

  #unwrap(owner: string, { keyId, wrapped }: WrappedKey): Buffer {
    const found = this.#known.keys.get(keyId);
    if (!found) throw new VaultKeyUnknown(keyId);
    return openBytes(found.key, aboutKey(owner), wrapped);
  }
}

function aboutKey(owner: string): string {
  return `key of ${owner}`;
}
