import type { Instant } from '../../kernel/time.ts';
import { bytesArray, float8s, int8s, textArray } from '../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** An identifier as it is stored: found by its blind, read with the member's key. */
export interface SealedIdentifier {
  readonly memberId: number;
  readonly kind: string;
  readonly blind: Buffer;
  readonly sealed: Buffer;
}

/** An identifier to be written, with the moment at which the hub learned it. */
export interface NewIdentifier extends SealedIdentifier {
  readonly createdAt: Instant;
}

/** A row of a member's list, with its history. */
export interface IdentifierRow extends Omit<SealedIdentifier, 'blind'> {
  readonly verifiedAt: Instant | null;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}

/**
 * Whose identifiers these are at present.
 * @returns the place of each that is known in `asked`, with its member.
 */
export async function findByBlind(
  client: Queryable,
  asked: readonly { readonly kind: string; readonly blind: Buffer }[],
): Promise<{ place: number; memberId: number }[]> {
  const { rows } = await client.query<{ place: number; memberId: number }>({
    name: 'members_find_by_blind',
    text: `select asked.place::integer as place, i.member_id as "memberId"
      from unnest($1::text[], $2::bytea[]) with ordinality as asked (kind, blind, place)
      join identifiers i
        on i.kind = asked.kind and i.blind = asked.blind and i.ended_at is null`,
    values: [textArray(asked.map((one) => one.kind)), bytesArray(asked.map((one) => one.blind))],
  });
  return rows;
}

/**
 * Gives identifiers to members who must get them: one that belongs to somebody already is a unique
 * violation, which ends the transaction; the writer decides again then. In sorted order, so that
 * two batches never wait crosswise.
 */
export async function insertIdentifiers(
  client: Queryable,
  identifiers: readonly NewIdentifier[],
): Promise<void> {
  if (identifiers.length === 0) return;
  await client.query({
    name: 'members_insert_identifiers',
    text: `insert into identifiers (kind, blind, member_id, sealed, created_at)
      select kind, blind, member_id, sealed, to_timestamp(created_at / 1000.0)
      from unnest($1::text[], $2::bytea[], $3::bigint[], $4::bytea[], $5::float8[])
        as new (kind, blind, member_id, sealed, created_at)
      order by kind collate "C", blind`,
    values: [
      textArray(identifiers.map((one) => one.kind)),
      bytesArray(identifiers.map((one) => one.blind)),
      int8s(identifiers.map((one) => one.memberId)),
      bytesArray(identifiers.map((one) => one.sealed)),
      float8s(identifiers.map((one) => one.createdAt)),
    ],
  });
}

/** All identifiers of members, also those of the past, in a fixed order. */
export async function identifierRows(
  client: Queryable,
  memberIds: readonly number[],
): Promise<IdentifierRow[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await client.query<IdentifierRow>({
    name: 'members_identifier_rows',
    text: `select member_id as "memberId", kind, sealed, verified_at as "verifiedAt",
        created_at as "createdAt", ended_at as "endedAt"
      from identifiers where member_id = any($1::bigint[])
      order by member_id, kind, created_at, blind`,
    values: [int8s(memberIds)],
  });
  return rows;
}
