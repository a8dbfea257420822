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
