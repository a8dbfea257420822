import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** A member as the table holds it. */
export interface MemberRow {
  readonly memberId: number;
  readonly status: 'active' | 'left' | 'merged' | 'blocked' | 'erased';
  readonly joinedAt: Instant;
  readonly enrolledSource: string;
  readonly enrolledId: string;
  /** The member who answers for this one since they were merged. */
  readonly mergedInto: number | null;
}

/** A new member; the id comes from `allocateMemberIds`. */
export type NewMember = Omit<MemberRow, 'status' | 'mergedInto'>;

/** A block of new member ids. Those that are not used leave gaps, which nobody minds. */
export async function allocateMemberIds(client: Queryable, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: number }>({
    name: 'members_allocate_ids',
    text: `select nextval(pg_get_serial_sequence('members', 'member_id')) as id
      from generate_series(1, $1::int)`,
    values: [count],
  });
  return rows.map((row) => row.id);
}

/** Writes new members under ids that were allocated before. */
export async function insertMembers(
  client: Queryable,
  members: readonly NewMember[],
): Promise<void> {
  if (members.length === 0) return;
  await client.query({
    name: 'members_insert',
    text: `insert into members (member_id, joined_at, enrolled_source, enrolled_id)
      select member_id, to_timestamp(joined_at / 1000.0), enrolled_source, enrolled_id
      from unnest($1::bigint[], $2::float8[], $3::text[], $4::text[])
        as new (member_id, joined_at, enrolled_source, enrolled_id)`,
    values: [
      members.map((member) => member.memberId),
      members.map((member) => member.joinedAt),
      members.map((member) => member.enrolledSource),
      members.map((member) => member.enrolledId),
    ],
  });
}

/** Members by id; unknown ids are left out. */
export async function membersById(
  client: Queryable,
  ids: readonly number[],
): Promise<Map<number, MemberRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<MemberRow>({
    name: 'members_by_id',
    text: `select member_id as "memberId", status, joined_at as "joinedAt",
        enrolled_source as "enrolledSource", enrolled_id as "enrolledId",
        merged_into as "mergedInto"
      from members where member_id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** Sets what members are; one statement for any number of them. */
export function setStatuses(
  client: Queryable,
  statuses: readonly (readonly [memberId: number, status: MemberRow['status']])[],
): Promise<unknown> {
  return client.query({
    name: 'members_set_statuses',
    text: `update members as known set status = given.status
      from unnest($1::bigint[], $2::text[]) as given (member_id, status)
      where known.member_id = given.member_id`,
    values: [statuses.map(([memberId]) => memberId), statuses.map(([, status]) => status)],
  });
}

/** Says of members into whom they were merged (null: that it was undone). */
export function setMergedInto(
  client: Queryable,
  merged: readonly (readonly [memberId: number, into: number | null])[],
): Promise<unknown> {
  return client.query({
    name: 'members_set_merged_into',
    text: `update members as known set merged_into = given.merged_into,
        status = case when given.merged_into is null then 'active' else 'merged' end
      from unnest($1::bigint[], $2::bigint[]) as given (member_id, merged_into)
      where known.member_id = given.member_id`,
    values: [merged.map(([memberId]) => memberId), merged.map(([, into]) => into)],
  });
}
