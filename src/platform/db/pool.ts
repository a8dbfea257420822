import pg from 'pg';
import { connectionSettings } from './connect.ts';

export type { Client, Pool, PoolClient } from 'pg';

/** What can run a query: a pool, or one client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

export interface PoolOptions {
  name?: string;
  /** Most connections at once; one more caller waits. */
  connectionsMax?: number;
}

/** Connections shared by requests. Opened when first needed; end it with `pool.end()`. */
export function openPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...connectionSettings(url, options.name ?? 'pool'),
    // What a transaction sends at once goes out at once. Not for cursors or COPY.
    pipeline: true,
    max: options.connectionsMax ?? 10,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  });
  // An idle connection that the server closes is replaced by the next caller.
  pool.on('error', () => {});
  return pool;
}

/** Runs `work` in one transaction: all of it, or nothing. */
export async function transaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
