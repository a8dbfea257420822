import type { Pool } from '../src/platform/db/pool.ts';
import { givenKeys, openVault, type Vault } from '../src/platform/vault/index.ts';

/** The key of every vault in tests, in base64: hubs beside each other on a database share it. */
export const TEST_VAULT_KEY = Buffer.alloc(32, 7).toString('base64');

/** The vault of a test's database. */
export function testVault(pool: Pool): Promise<Vault> {
  return openVault(pool, givenKeys(TEST_VAULT_KEY), 0);
}
