import type { Queryable } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import { ownerName } from './identifiers.ts';
import { replaceMemberKeys, staleMemberKeys } from './member-keys-store.ts';

/** Keys in one transaction of a rotation. */
const BATCH = 500;

/**
 * Wraps the next data keys with the vault's current key, in this transaction.
 * @returns the last member looked at; null when there is nobody behind.
 */
export async function wrapMemberKeys(
  client: Queryable,
  vault: Vault,
  after: number,
): Promise<number | null> {
  const stale = await staleMemberKeys(client, vault.currentKeyId, after, BATCH);
  const fresh = stale.map((one) => ({
    memberId: one.memberId,
    ...vault.wrapAgain(ownerName(one.memberId), one),
  }));
  await replaceMemberKeys(client, fresh);
  return stale.length < BATCH ? null : (stale.at(-1)?.memberId ?? null);
}
