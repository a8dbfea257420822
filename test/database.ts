import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { connect } from '../src/platform/db/connect.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { historyChecksum, readMigrations } from '../src/platform/db/migrations.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { type TestServer, testServer } from './server.ts';

/** A migrated, empty database of one test file's own. */
export interface TestDatabase {
  url: string;
  pool: pg.Pool;
  /** Removes it; forgotten ones go with the run's server. */
  drop(): Promise<void>;
}

let server: Promise<TestServer> | undefined;
let users = 0;

/** One lock for all test files: only one of them builds the template. */
const TEMPLATE_LOCK = 7_204_211;

/**
 * Clones the migrated template into a new database (about 30 ms).
 * @example
 * const database = await testDatabase();
 * after(() => database.drop());
 */
export async function testDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const { url } = await sharedServer();
  const name = `hachi_test_${randomBytes(6).toString('hex')}`;
  const template = options.empty ? 'template0' : await ensureTemplate(url);
  await withClient(url, (client) => client.query(`create database ${name} template ${template}`));
  const own = withDatabase(url, name);
  const pool = openPool(own, { name: 'test' });
  return {
    url: own,
    pool,
    drop: async () => {
      await pool.end();
      await withClient(url, (client) => client.query(`drop database ${name} with (force)`));
      await leaveServer();
    },
  };
}

function sharedServer(): Promise<TestServer> {
  users += 1;
  server ??= testServer();
  return server;
}

/** A file that is run alone has a server of its own, which goes with its last database. */
async function leaveServer(): Promise<void> {
  users -= 1;
  if (users > 0 || server === undefined) return;
  const leaving = server;
  server = undefined;
  await (await leaving).stop();
}

async function ensureTemplate(url: string): Promise<string> {
  const migrations = readMigrations();
  const name = `hachi_template_${historyChecksum(migrations)}`;
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1::bigint)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1::text', [name]);
    if (found.rowCount) return;
    const building = `${name}_new`;
    await client.query(`drop database if exists ${building}`);
    await client.query(`create database ${building} template template0`);
    await migrate(withDatabase(url, building), migrations);
    await client.query(`alter database ${building} rename to ${name}`);
  });
  return name;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url, { name: 'test' });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
