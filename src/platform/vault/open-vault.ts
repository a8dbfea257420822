import { randomBytes } from 'node:crypto';
import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../db/pool.ts';
import { StartFailure } from '../start-failure.ts';
import { openBytes, sealBytes } from './cipher.ts';
import { KEY_BYTES, type KeyStore, namedKey } from './key-store.ts';
import { findSecret, insertSecret, type SecretRow } from './store.ts';
import { Vault, type VaultKeys } from './vault.ts';

/** What the secret is sealed about. */
export const ABOUT_SECRET = 'secret of the vault';

/**
 * The vault of a database, with the keys that the operator keeps. The first hub makes what is
 * missing; every other one needs the same keys.
 * @throws {StartFailure} when the keys do not fit the database.
 */
export async function openVault(db: Queryable, store: KeyStore, now: Instant): Promise<Vault> {
  if ((await findSecret(db)) === undefined) await makeSecret(db, store, now);
  return new Vault(await readVault(db, store), () => readVault(db, store), store);
}

async function makeSecret(db: Queryable, store: KeyStore, now: Instant): Promise<void> {
  if ((await store.read()).length === 0) await store.add?.(randomBytes(KEY_BYTES));
  const [first] = await store.read();
  if (!first) throw keyMissing(store);
  const { id, key } = namedKey(first);
  const wrapped = sealBytes(key, ABOUT_SECRET, randomBytes(KEY_BYTES));
  await insertSecret(db, { keyId: id, wrapped }, now);
}

async function readVault(db: Queryable, store: KeyStore): Promise<VaultKeys> {
  const stored = (await findSecret(db)) as SecretRow;
  const all = (await store.read()).map(namedKey);
  const keys = new Map(all.map((one) => [one.id, one]));
  const current = keys.get(stored.keyId);
  if (!current) throw keyMissing(store);
  return { keys, current, secret: openBytes(current.key, ABOUT_SECRET, stored.wrapped) };
}

function keyMissing({ place }: KeyStore): StartFailure {
  return new StartFailure(
    'vault_key_missing',
    `The key that opens the vault of this database is not in ${place}.`,
    'Copy vault.keys from the data folder of a hub that runs on this database, or set its ' +
      'HACHI_VAULT_KEY. A lost key cannot be made again.',
  );
}
