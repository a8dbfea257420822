import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import type { DataKey, Vault } from '../../platform/vault/index.ts';
import { insertIdentifiers } from './identifier-store.ts';
import { ownerName, sealIdentifier } from './identifiers.ts';
import { insertMemberKeys, type MemberKey, memberKeys } from './member-keys-store.ts';
import { dropPlain, hasPlain, lockPlain, type PlainIdentifier, takePlain } from './plain-store.ts';

/** Rows in one transaction. */
const BATCH = 1_000;

/**
 * Seals the identifiers of a database from before the vault. Each batch is one transaction: a hub
 * that is stopped goes on where it was. At the end the table of the plain ones is gone.
 * @returns how many rows were sealed.
 */
export async function sealPlainIdentifiers(pool: Pool, vault: Vault): Promise<number> {
  let sealed = 0;
  let more = await hasPlain(pool);
  while (more) {
    const taken = await transaction(pool, async (client) => {
      await lockPlain(client);
      if (!(await hasPlain(client))) return 0;
      const rows = await takePlain(client, BATCH);
      if (rows.length === 0) await dropPlain(client);
      const keys = await keysFor(client, vault, rows);
      const identifiers = rows.map((row) => ({
        ...sealIdentifier(vault, keys.get(row.memberId) as DataKey, row),
        createdAt: row.createdAt,
      }));
      await insertIdentifiers(client, identifiers);
      return rows.length;
    });
    sealed += taken;
    more = taken > 0;
  }
  return sealed;
}

/** The keys of the members of these rows; who has none yet gets one. */
async function keysFor(client: Queryable, vault: Vault, rows: readonly PlainIdentifier[]) {
  const ids = [...new Set(rows.map((row) => row.memberId))];
  const stored = await memberKeys(client, ids);
  const open = new Map<number, DataKey>();
  const fresh: MemberKey[] = [];
  for (const memberId of ids) {
    const known = stored.get(memberId);
    if (known) {
      open.set(memberId, vault.openKey(ownerName(memberId), known));
      continue;
    }
    const { key, keyId, wrapped } = vault.newKey(ownerName(memberId));
    fresh.push({ memberId, keyId, wrapped });
    open.set(memberId, key);
  }
  if (fresh.length > 0) await insertMemberKeys(client, fresh);
  return open;
}
