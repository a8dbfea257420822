import { randomBytes } from 'node:crypto';
import type { Queryable } from './pool.ts';

const KEY_BYTES = 32;

/**
 * The secret of the hub, shared by its processes: made by the first one that asks, the same for
 * ever. Keys for hashes are derived from it; it never leaves the hub.
 */
export async function openHubKey(db: Queryable): Promise<Buffer> {
  await db.query(
    'insert into platform_hub_key (key) values ($1::bytea) on conflict (only_one) do nothing',
    [randomBytes(KEY_BYTES)],
  );
  const { rows } = await db.query<{ key: Buffer }>('select key from platform_hub_key');
  return (rows[0] as { key: Buffer }).key;
}
