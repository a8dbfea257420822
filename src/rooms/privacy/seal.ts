import type { Queryable } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import { openMemberKeys } from '../members/index.ts';

const FIELD = 'export';

/** Seals an export with its member's own key; null for who has been erased and has none. */
export async function sealExport(
  client: Queryable,
  vault: Vault,
  memberId: number,
  text: string,
): Promise<Uint8Array | null> {
  const key = (await openMemberKeys(client, vault, [memberId])).get(memberId);
  return key ? key.seal(FIELD, text) : null;
}

/** Opens it; null when the member has been erased since: then nobody ever will. */
export async function openExport(
  client: Queryable,
  vault: Vault,
  memberId: number,
  sealed: Uint8Array,
): Promise<string | null> {
  const key = (await openMemberKeys(client, vault, [memberId])).get(memberId);
  return key ? key.open(FIELD, sealed) : null;
}
