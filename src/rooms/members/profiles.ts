import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { DataKey, Vault } from '../../platform/vault/index.ts';
import { openMemberKeys } from './identifiers.ts';
import { type ProfileRow, profileRows, upsertProfiles } from './profile-store.ts';

/** What was said of a member that belongs into the vault; null takes a field away. */
export interface ProfileSaid {
  readonly memberId: number;
  readonly values: Readonly<Record<string, string | null>>;
  readonly source: string;
  readonly happenedAt: Instant;
}

/** A sealed field, opened: what, who said it, and when it was said. */
export interface ProfileValue {
  readonly value: string;
  readonly source: string;
  readonly at: Instant;
}

/** Seals fields with the keys of their members, and writes them. Later words win. */
export function saveProfiles(
  client: Queryable,
  keys: ReadonlyMap<number, DataKey>,
  said: readonly ProfileSaid[],
): Promise<void> {
  const rows = new Map<string, ProfileRow>();
  for (const { memberId, values, source, happenedAt } of said) {
    const key = keys.get(memberId);
    if (!key) throw new Error(`member ${memberId} has no key to seal with`);
    for (const [field, value] of Object.entries(values)) {
      const name = `${memberId}\n${field}`;
      if ((rows.get(name)?.happenedAt ?? happenedAt) > happenedAt) continue;
      const sealed = value === null ? null : key.seal(fieldOf(field), value);
      rows.set(name, { memberId, field, sealed, source, happenedAt });
    }
  }
  return upsertProfiles(client, [...rows.values()]);
}

/** The sealed fields of members, opened, by member and name. Who was erased has none. */
export async function profileOf(
  client: Queryable,
  vault: Vault,
  memberIds: readonly number[],
): Promise<Map<number, Record<string, ProfileValue>>> {
  const [rows, keys] = await Promise.all([
    profileRows(client, memberIds),
    openMemberKeys(client, vault, memberIds),
  ]);
  const found = new Map<number, Record<string, ProfileValue>>(memberIds.map((id) => [id, {}]));
  for (const { memberId, field, sealed, source, happenedAt } of rows) {
    const key = keys.get(memberId);
    const fields = found.get(memberId);
    if (!key || !fields || !sealed) continue;
    fields[field] = { value: key.open(fieldOf(field), sealed), source, at: happenedAt };
  }
  return found;
}

function fieldOf(field: string): string {
  return `profile ${field}`;
}
