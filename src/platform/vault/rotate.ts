import { randomBytes } from 'node:crypto';
import { type Rejection, reject } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import { type Pool, type Queryable, transaction } from '../db/pool.ts';
import { openBytes, sealBytes } from './cipher.ts';
import { KEY_BYTES, type KeyEncryptionKey, type KeyStore, namedKey } from './key-store.ts';
import { ABOUT_SECRET } from './open-vault.ts';
import { deleteKeyName, keyNames, lockKeyName, lockSecret, replaceSecret } from './store.ts';
import type { Vault } from './vault.ts';

/** What a rotation works on. */
export interface Rotation {
  readonly pool: Pool;
  readonly vault: Vault;
  readonly store: KeyStore;
  readonly now: Instant;
  /**
   * Wraps some data keys anew that the current key has not wrapped, in this transaction.
   * @returns where to go on; null when there is none left.
   */
  readonly wrapSome: (client: Queryable, after: number) => Promise<number | null>;
  /** Whether to stop for now; the next call goes on. */
  readonly isEnough: () => boolean;
}

/** How far a rotation has come. */
export interface Rotated {
  readonly key: string;
  readonly done: boolean;
}

/**
 * Replaces the key-encryption key while everything runs: a new key, the secret and every data key
 * wrapped with it, then the old key destroyed. What was sealed stays as it is. A rotation that was
 * stopped goes on with the next call.
 * @throws {Rejection} 409 when the operator has to bring the new key first.
 */
export async function rotateVault(rotation: Rotation): Promise<Rotated> {
  const { pool, vault, store, wrapSome, isEnough } = rotation;
  await vault.refresh();
  if ((await keyNames(pool)).length < 2) await beginRotation(rotation);
  await vault.refresh();
  const key = vault.currentKeyId;
  for (let after: number | null = 0; after !== null; ) {
    if (isEnough()) return { key, done: false };
    const from: number = after;
    after = await transaction(pool, (client) => wrapSome(client, from));
  }
  for (const old of await keyNames(pool)) {
    if (old !== key) await endKey(rotation, old);
  }
  const kept = (await store.read()).filter((bytes) => namedKey(bytes).id === key);
  await store.keepOnly?.(kept);
  await vault.refresh();
  return { key, done: true };
}

/** The new key is there for every process before anything is wrapped with it. */
async function beginRotation({ pool, store, now }: Rotation): Promise<void> {
  await transaction(pool, async (client) => {
    const stored = await lockSecret(client);
    const first = namedKey((await store.read())[0] as Uint8Array);
    const fresh = first.id === stored.keyId ? await newKey(store) : first;
    const keys = (await store.read()).map(namedKey);
    const old = keys.find(({ id }) => id === stored.keyId) as KeyEncryptionKey;
    const secret = openBytes(old.key, ABOUT_SECRET, stored.wrapped);
    const wrapped = sealBytes(fresh.key, ABOUT_SECRET, secret);
    await replaceSecret(client, { keyId: fresh.id, wrapped }, now);
  });
}

async function newKey(store: KeyStore): Promise<KeyEncryptionKey> {
  if (!store.add) throw noNewKey(store);
  const bytes = randomBytes(KEY_BYTES);
  await store.add(bytes);
  return namedKey(bytes);
}

/**
 * Waits for those who wrap with the old key at the moment, wraps what they have left, and takes its
 * name away: whoever comes later with the old key fails, and looks for the new one.
 */
async function endKey({ pool, wrapSome }: Rotation, old: string): Promise<void> {
  await transaction(pool, async (client) => {
    await lockKeyName(client, old);
    for (let after: number | null = 0; after !== null; ) after = await wrapSome(client, after);
    await deleteKeyName(client, old);
  });
}

function noNewKey({ place }: KeyStore): Rejection {
  return reject(409, {
    code: 'vault_key_same',
    path: '',
    detail: `The newest key in ${place} is the one in use.`,
    fix: 'Put a new key in front of it, start every hub again, and rotate then.',
  });
}
