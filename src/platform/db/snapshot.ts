import type { Pool, PoolClient } from './pool.ts';
import { transaction } from './pool.ts';

/** Runs `work` on one moment of the database, without locking anything. */
export function snapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return transaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    return work(client);
  });
}
