import pg from 'pg';
import { checkServerVersion, explainConnectFailure } from './connect-failure.ts';
import { wireTypes } from './wire.ts';

export interface ConnectOptions {
  /** Shown in `pg_stat_activity`: which part of Hachi this is. */
  name?: string;
  /** Sends queries without waiting for earlier answers. Not for cursors or COPY. */
  pipeline?: boolean;
}

const CONNECT_MS_MAX = 10_000;

/** What every connection of ours has in common. */
export function connectionSettings(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: url,
    types: wireTypes,
    application_name: `hachi ${name}`,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
  };
}

/**
 * One connection of one's own: a worker that pipelines, a lock that is held, a COPY.
 * @throws {StartFailure} when the database cannot be reached or used.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  const client = new pg.Client({
    ...connectionSettings(url, options.name ?? 'client'),
    pipeline: options.pipeline ?? false,
  });
  // A connection that breaks fails its queries; without a listener it would end the process too.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw explainConnectFailure(error, url);
  }
  return client;
}

/**
 * Tells before anything else starts whether the database can be used.
 * @throws {StartFailure} when it is unreachable, refuses the login or is too old.
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = await connect(url, { name: 'check' });
  try {
    const found = await client.query(`select current_setting('server_version_num')::int as number`);
    checkServerVersion(found.rows[0].number, url);
  } finally {
    await client.end();
  }
}
