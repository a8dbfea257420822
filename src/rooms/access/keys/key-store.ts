import type { Instant } from '../../../kernel/time.ts';
import type { Queryable } from '../../../platform/db/pool.ts';

/** A key as it is kept: without its secret. */
export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly store: string | null;
  readonly touchpoint: string | null;
  /** Its own rate limit; null for the hub's. */
  readonly requestsPerMinute: number | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
  readonly revokedBy: string | null;
  /** To about half a minute. */
  readonly lastUsedAt: Instant | null;
}

/** A key with the SHA-256 by which it is recognised. */
export interface KnownKey extends KeyRow {
  readonly secretHash: Buffer;
}

const COLUMNS = `id, name, permissions, store, touchpoint,
  requests_per_minute as "requestsPerMinute", created_by as "createdBy", revoked_by as "revokedBy",
  (extract(epoch from created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from expires_at) * 1000)::float8 as "expiresAt",
  (extract(epoch from revoked_at) * 1000)::float8 as "revokedAt",
  (extract(epoch from last_used_at) * 1000)::float8 as "lastUsedAt"`;

/** Adds a key; false when its id has been given before. */
export async function insertKey(
  client: Queryable,
  key: Omit<KnownKey, 'revokedAt' | 'revokedBy' | 'lastUsedAt'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into access_keys (id, name, secret_hash, permissions, store, touchpoint,
        requests_per_minute, created_at, created_by, expires_at)
      values ($1::text, $2::text, $3::bytea, $4::text[], $5::text, $6::text, $7::integer,
        to_timestamp($8::float8 / 1000), $9::text, to_timestamp($10::float8 / 1000))
      on conflict (id) do nothing`,
    [
      ...[key.id, key.name, key.secretHash, key.permissions, key.store, key.touchpoint],
      ...[key.requestsPerMinute, key.createdAt, key.createdBy, key.expiresAt],
    ],
  );
  return rowCount === 1;
}

/** Ends a key; the row as it is now, and whether this call ended it. Null when there is none. */
export async function revokeKey(
  client: Queryable,
  id: string,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<{ readonly row: KeyRow; readonly now: boolean } | null> {
  const changed = await client.query(
    `update access_keys
        set revoked_at = to_timestamp($3::float8 / 1000), revoked_by = $2::text, revision = default
      where id = $1::text and revoked_at is null`,
    [id, by, at],
  );
  const row = await readKey(client, id);
  return row && { row, now: changed.rowCount === 1 };
}

/** One key; null when there is none. */
export async function readKey(client: Queryable, id: string): Promise<KeyRow | null> {
  const { rows } = await client.query<KeyRow>(
    `select ${COLUMNS} from access_keys where id = $1::text`,
    [id],
  );
  return rows[0] ?? null;
}

/** Keys after `after`, by id. */
export async function listKeys(
  client: Queryable,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<KeyRow[]> {
  const { rows } = await client.query<KeyRow>(
    `select ${COLUMNS} from access_keys where id > $1::text collate "C"
      order by id limit $2::integer`,
    [after, limit],
  );
  return rows;
}

/** Every key that may open something, and those revoked or ended since `since`. */
export async function loadKeys(client: Queryable, since: Instant): Promise<KnownKey[]> {
  const { rows } = await client.query<KnownKey>({
    name: 'access_load_keys',
    text: `select ${COLUMNS}, secret_hash as "secretHash" from access_keys
      where coalesce(least(revoked_at, expires_at), expires_at) > to_timestamp($1::float8 / 1000)`,
    values: [since],
  });
  return rows;
}

/** A text that is another one after any change of any key. */
export async function keysFingerprint(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ told: string }>({
    name: 'access_keys_fingerprint',
    text: `select count(*) || ' ' || coalesce(sum(revision), 0) as told from access_keys`,
  });
  return rows[0]?.told ?? '';
}

/** How many keys may still open something. */
export async function countKeys(client: Queryable, now: Instant): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from access_keys
      where revoked_at is null and expires_at > to_timestamp($1::float8 / 1000)`,
    [now],
  );
  return rows[0]?.count ?? 0;
}

/** Notes when keys were last used. */
export async function noteUses(client: Queryable, uses: ReadonlyMap<string, Instant>) {
  await client.query({
    name: 'access_note_uses',
    text: `update access_keys as known set last_used_at = to_timestamp(used.at / 1000)
      from unnest($1::text[], $2::float8[]) as used (id, at)
      where known.id = used.id
        and (known.last_used_at is null or known.last_used_at < to_timestamp(used.at / 1000))`,
    values: [[...uses.keys()], [...uses.values()]],
  });
}
