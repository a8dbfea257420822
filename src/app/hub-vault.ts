import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Pool } from '../platform/db/pool.ts';
import type { Log } from '../platform/log.ts';
import { fileKeys, givenKeys, openVault, type Vault } from '../platform/vault/index.ts';
import { sealPlainIdentifiers } from '../rooms/members/index.ts';

/**
 * The vault of a hub, with the keys that its settings name; what a database of before the vault
 * holds in the clear is sealed before anything else runs.
 * @throws {StartFailure} when the keys do not fit the database.
 */
export async function openHubVault(
  config: Pick<Config, 'data' | 'vaultKey'>,
  pool: Pool,
  log: Log,
  clock: Clock,
): Promise<Vault> {
  const { vaultKey, data } = config;
  const keys = vaultKey === undefined ? fileKeys(data) : givenKeys(vaultKey);
  const vault = await openVault(pool, keys, clock.now());
  const sealed = await sealPlainIdentifiers(pool, vault);
  if (sealed > 0) log.info({ sealed }, 'what was stored in the clear is sealed now');
  return vault;
}
