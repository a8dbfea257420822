import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../db/pool.ts';

/** The secret of the vault as it lies in the database: wrapped. */
export interface SecretRow {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/** The wrapped secret; undefined in a database that has no vault yet. */
export async function findSecret(client: Queryable): Promise<SecretRow | undefined> {
  const { rows } = await client.query<SecretRow>(
    'select key_id as "keyId", wrapped from vault_secret',
  );
  return rows[0];
}

/** Writes the first secret; the first of several hubs wins. */
export async function insertSecret(
  client: Queryable,
  { keyId, wrapped }: SecretRow,
  at: Instant,
): Promise<void> {
  await client.query(
    `with made as (
        insert into vault_secret (key_id, wrapped) values ($1::text, $2::bytea)
        on conflict (only_one) do nothing returning key_id)
      insert into vault_keys (key_id, made_at)
      select key_id, to_timestamp($3::float8 / 1000) from made`,
    [keyId, wrapped, at],
  );
}

/** The secret, locked until the transaction ends: one rotation begins at a time. */
export async function lockSecret(client: Queryable): Promise<SecretRow> {
  const { rows } = await client.query<SecretRow>(
    'select key_id as "keyId", wrapped from vault_secret for update',
  );
  return rows[0] as SecretRow;
}

/** The secret wrapped with another key, whose name is in use from now on. */
export async function replaceSecret(
  client: Queryable,
  { keyId, wrapped }: SecretRow,
  at: Instant,
): Promise<void> {
  await client.query(
    `insert into vault_keys (key_id, made_at)
      values ($1::text, to_timestamp($2::float8 / 1000)) on conflict (key_id) do nothing`,
    [keyId, at],
  );
  await client.query('update vault_secret set key_id = $1::text, wrapped = $2::bytea', [
    keyId,
    wrapped,
  ]);
}

/** The names of the keys in use, oldest first: more than one while keys are rotated. */
export async function keyNames(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select key_id as id from vault_keys order by made_at, key_id',
  );
  return rows.map((row) => row.id);
}

/** Nobody writes what this key has wrapped until the transaction ends. */
export async function lockKeyName(client: Queryable, keyId: string): Promise<void> {
  await client.query('select 1 from vault_keys where key_id = $1::text for update', [keyId]);
}

/** The key is in use no more. */
export async function deleteKeyName(client: Queryable, keyId: string): Promise<void> {
  await client.query('delete from vault_keys where key_id = $1::text', [keyId]);
}
