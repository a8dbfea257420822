import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../db/pool.ts';
import { ADMIN, type Caller } from './caller.ts';

export interface AdminKeyOptions {
  db: Queryable;
  dataDir: string;
  /** HACHI_ADMIN_KEY, when the operator chose one. */
  chosen: string | undefined;
  clock: Clock;
}

export interface AdminKey {
  /** The administrator, when this is the key; takes the same time for every wrong one. */
  holderOf(key: string): Caller | undefined;
  /** Where the key can be read, when it was not chosen by the operator. */
  file: string | undefined;
}

/** The file in the data folder that the local command line signs in with. */
export function adminKeyFile(dataDir: string): string {
  return join(dataDir, 'admin.key');
}

/**
 * The administrator's key is the root of the machine: whoever can read the data folder holds it,
 * and it may do everything. It is made at the first start, kept in plain
 * only in the data folder, readable by its owner, and as a hash in the database. Whoever loses the
 * file deletes nothing: the next start makes a new key, and the old one stops working.
 */
export async function openAdminKey(options: AdminKeyOptions): Promise<AdminKey> {
  const file = adminKeyFile(options.dataDir);
  const key = options.chosen ?? readKey(file) ?? makeKey(file, options.dataDir);
  const digest = hash('sha256', key, 'buffer');
  await options.db.query(
    `insert into platform_admin_key (only_one, key_hash, created_at)
     values (true, $1::bytea, to_timestamp($2::float8 / 1000))
     on conflict (only_one) do update
        set key_hash = excluded.key_hash, created_at = excluded.created_at
      where platform_admin_key.key_hash <> excluded.key_hash`,
    [digest, options.clock.now()],
  );
  return {
    file: options.chosen === undefined ? file : undefined,
    holderOf: (given) => {
      const same = timingSafeEqual(hash('sha256', given, 'buffer'), digest);
      return same ? ADMIN : undefined;
    },
  };
}

function readKey(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8').trim() || undefined;
}

function makeKey(file: string, dataDir: string): string {
  const key = `hk_${randomBytes(24).toString('base64url')}`;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}
