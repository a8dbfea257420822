import type { Instant } from '../../kernel/time.ts';
import { bytesArray, float8s, int8s, textArray } from '../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** A sealed field as its row has it. */
export interface ProfileRow {
  readonly memberId: number;
  readonly field: string;
  /** Null: it was taken away. */
  readonly sealed: Buffer | null;
  /** Who said it, and when it was said. */
  readonly source: string;
  readonly happenedAt: Instant;
}

/** Writes fields, each member and field once; what was said later stays. */
export async function upsertProfiles(
  client: Queryable,
  rows: readonly ProfileRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'members_upsert_profiles',
    text: `insert into member_profiles as known (member_id, field, sealed, source, happened_at)
      select member_id, field, sealed, source, to_timestamp(happened_at / 1000.0)
      from unnest($1::bigint[], $2::text[], $3::bytea[], $4::text[], $5::float8[])
        as new (member_id, field, sealed, source, happened_at)
      order by member_id, field collate "C"
      on conflict (member_id, field) do update set sealed = excluded.sealed,
        source = excluded.source, happened_at = excluded.happened_at
      where known.happened_at <= excluded.happened_at`,
    values: [
      int8s(rows.map((row) => row.memberId)),
      textArray(rows.map((row) => row.field)),
      bytesArray(rows.map((row) => row.sealed)),
      textArray(rows.map((row) => row.source)),
      float8s(rows.map((row) => row.happenedAt)),
    ],
  });
}

/** The fields of members that are there. */
export async function profileRows(
  client: Queryable,
  memberIds: readonly number[],
): Promise<ProfileRow[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await client.query<ProfileRow>({
    name: 'members_profile_rows',
    text: `select member_id as "memberId", field, sealed, source, happened_at as "happenedAt"
      from member_profiles where member_id = any($1::bigint[]) and sealed is not null
      order by member_id, field`,
    values: [int8s(memberIds)],
  });
  return rows;
}
