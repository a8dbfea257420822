import type { Instant } from '../../kernel/time.ts';
import { textArray } from '../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type Identifier, identifierKey } from './core/identifier-key.ts';

/** A member as the table holds it. */
export interface MemberRow {
  readonly memberId: number;
  readonly status: 'active' | 'left' | 'blocked' | 'erased';
  readonly joinedAt: Instant;
  readonly enrolledSource: string;
  readonly enrolledId: string;
}

/** A new member; the id comes from `allocateMemberIds`. */
export type NewMember = Omit<MemberRow, 'status'>;

/** An identifier and whose it is. */
export interface OwnedIdentifier extends Identifier {
  readonly memberId: number;
}

/**
 * Whose identifiers these are. Unknown ones are left out.
 * @returns member ids by `identifierKey`.
 */
export async function findByIdentifiers(
  client: Queryable,
  pairs: readonly Identifier[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  if (pairs.length === 0) return found;
  const { rows } = await client.query<{ place: number; memberId: number }>({
    name: 'members_find_by_identifiers',
    text: `select asked.place::integer as place, i.member_id as "memberId"
      from unnest($1::text[], $2::text[]) with ordinality as asked (kind, value, place)
      join identifiers i on i.kind = asked.kind and i.value = asked.value`,
    values: [textArray(pairs.map((pair) => pair.kind)), textArray(pairs.map((pair) => pair.value))],
  });
  for (const { place, memberId } of rows) {
    const { kind, value } = pairs[place - 1] as Identifier;
    found.set(identifierKey(kind, value), memberId);
  }
  return found;
}

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

/**
 * Gives identifiers to members, in sorted order so that two batches never wait crosswise.
 * @returns the ones that were written. One that is missing belongs to somebody already (perhaps
 * since a moment ago): the caller looks it up again.
 */
export async function insertIdentifiers(
  client: Queryable,
  identifiers: readonly OwnedIdentifier[],
  at: Instant,
): Promise<OwnedIdentifier[]> {
  if (identifiers.length === 0) return [];
  const { rows } = await client.query<OwnedIdentifier>({
    name: 'members_insert_identifiers',
    text: `insert into identifiers (kind, value, member_id, created_at)
      select kind, value, member_id, to_timestamp($4::float8 / 1000.0)
      from unnest($1::text[], $2::text[], $3::bigint[]) as new (kind, value, member_id)
      order by kind collate "C", value collate "C"
      on conflict (kind, value) do nothing
      returning kind, value, member_id as "memberId"`,
    values: [
      identifiers.map((each) => each.kind),
      identifiers.map((each) => each.value),
      identifiers.map((each) => each.memberId),
      at,
    ],
  });
  return rows;
}

/**
 * Gives identifiers to members who must get them: one that belongs to somebody already is a unique
 * violation, which ends the transaction. For writers that send everything at once and cannot look.
 */
export async function claimIdentifiers(
  client: Queryable,
  identifiers: readonly OwnedIdentifier[],
  at: Instant,
): Promise<void> {
  await client.query({
    name: 'members_claim_identifiers',
    text: `insert into identifiers (kind, value, member_id, created_at)
      select kind, value, member_id, to_timestamp($4::float8 / 1000.0)
      from unnest($1::text[], $2::text[], $3::bigint[]) as new (kind, value, member_id)
      order by kind collate "C", value collate "C"`,
    values: [
      identifiers.map((each) => each.kind),
      identifiers.map((each) => each.value),
      identifiers.map((each) => each.memberId),
      at,
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
        enrolled_source as "enrolledSource", enrolled_id as "enrolledId"
      from members where member_id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** All identifiers of one member, in a fixed order. */
export async function identifiersOf(client: Queryable, memberId: number): Promise<Identifier[]> {
  const { rows } = await client.query<Identifier>({
    name: 'members_identifiers_of',
    text: `select kind, value from identifiers where member_id = $1::bigint
      order by kind, value`,
    values: [memberId],
  });
  return rows;
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
