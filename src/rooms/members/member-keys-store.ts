import { bytesArray, int8s } from '../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { WrappedKey } from '../../platform/vault/index.ts';

/** A member's data key as its row has it. */
export interface MemberKey extends WrappedKey {
  readonly memberId: number;
}

/**
 * Writes the keys of new members, all wrapped by one key. When that key has been rotated away
 * meanwhile, the statement fails (not-null of `key_id`): nothing is left behind that nobody opens.
 */
export function insertMemberKeys(client: Queryable, keys: readonly MemberKey[]): Promise<unknown> {
  return client.query({
    name: 'members_insert_keys',
    text: `insert into member_keys (member_id, key_id, wrapped)
      select member_id, (select key_id from vault_keys where key_id = $3::text for key share),
        wrapped
      from unnest($1::bigint[], $2::bytea[]) as new (member_id, wrapped)`,
    values: [
      int8s(keys.map((one) => one.memberId)),
      bytesArray(keys.map((one) => one.wrapped)),
      keys[0]?.keyId ?? '',
    ],
  });
}

/** The keys of members by id; who has been erased has none. */
export async function memberKeys(
  client: Queryable,
  memberIds: readonly number[],
): Promise<Map<number, MemberKey>> {
  if (memberIds.length === 0) return new Map();
  const { rows } = await client.query<MemberKey>({
    name: 'members_keys',
    text: `select member_id as "memberId", key_id as "keyId", wrapped from member_keys
      where member_id = any($1::bigint[])`,
    values: [int8s(memberIds)],
  });
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** The next keys that another key has wrapped, locked, in the order of their members. */
export async function staleMemberKeys(
  client: Queryable,
  keyId: string,
  after: number,
  limit: number,
): Promise<MemberKey[]> {
  const { rows } = await client.query<MemberKey>({
    text: `select member_id as "memberId", key_id as "keyId", wrapped from member_keys
      where member_id > $2::bigint and key_id <> $1::text
      order by member_id limit $3::integer for update`,
    values: [keyId, after, limit],
  });
  return rows;
}

/** Writes keys that were wrapped anew. */
export async function replaceMemberKeys(
  client: Queryable,
  keys: readonly MemberKey[],
): Promise<void> {
  if (keys.length === 0) return;
  await client.query({
    text: `update member_keys known set key_id = $3::text, wrapped = fresh.wrapped
      from unnest($1::bigint[], $2::bytea[]) as fresh (member_id, wrapped)
      where known.member_id = fresh.member_id`,
    values: [
      int8s(keys.map((one) => one.memberId)),
      bytesArray(keys.map((one) => one.wrapped)),
      keys[0]?.keyId ?? '',
    ],
  });
}
