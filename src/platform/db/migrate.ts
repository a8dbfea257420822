import type pg from 'pg';
import { StartFailure } from '../start-failure.ts';
import { connect } from './connect.ts';
import { type Migration, readMigrations } from './migrations.ts';

interface Applied {
  version: number;
  name: string;
  checksum: string;
  breaking: boolean;
}

/** Somebody else created the table between our look and our try. */
const RACED = new Set(['42P07', '42710', '23505']);

/**
 * Brings the database to the newest migration. Any number of hubs may do so at once: each writes
 * the version's row before the change, so the later ones wait on the key, see it done and go on.
 * @returns the names that this call applied.
 * @throws {StartFailure} when an applied file was changed, or the database is ahead of this hub.
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = await connect(url, { name: 'migrate' });
  try {
    const first = migrations[0];
    const begun = first !== undefined && (await ensureHistory(client, first));
    const done = begun ? [first.name] : [];
    const known = await appliedMigrations(client);
    checkHistory(migrations, known);
    const have = new Set(known.map((row) => row.version));
    for (const migration of migrations) {
      if (!have.has(migration.version) && (await apply(client, migration))) {
        done.push(migration.name);
      }
    }
    return done;
  } finally {
    await client.end();
  }
}

/** The first migration makes the table that the others are written down in. */
async function ensureHistory(client: pg.Client, first: Migration): Promise<boolean> {
  const found = await client.query(`select to_regclass('platform_migrations') is not null as here`);
  if (found.rows[0].here) return false;
  try {
    await client.query('begin');
    await client.query(first.sql);
    await insertRow(client, first);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    if (RACED.has(String((error as { code?: unknown }).code))) return false;
    throw error;
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query('begin');
  try {
    const mine = await insertRow(client, migration);
    if (mine) await client.query(migration.sql);
    await client.query('commit');
    return mine;
  } catch (error) {
    await client.query('rollback');
    const reason = (error as Error).message;
    throw new Error(`migration ${migration.name} failed: ${reason}`, { cause: error });
  }
}

async function insertRow(client: pg.Client, migration: Migration): Promise<boolean> {
  const { version, name, checksum, breaking } = migration;
  const inserted = await client.query(
    `insert into platform_migrations (version, name, checksum, breaking)
     values ($1::int, $2::text, $3::text, $4::boolean)
     on conflict (version) do nothing`,
    [version, name, checksum, breaking],
  );
  return inserted.rowCount === 1;
}

/** The migrations that a database has had, in order. */
export async function appliedMigrations(client: Pick<pg.ClientBase, 'query'>): Promise<Applied[]> {
  const found = await client.query<Applied>(
    `select version, name, checksum, breaking from platform_migrations order by version`,
  );
  return found.rows;
}

function checkHistory(migrations: readonly Migration[], known: readonly Applied[]): void {
  const ours = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const row of known) {
    const own = ours.get(row.version);
    if (own === undefined && row.breaking) {
      throw new StartFailure(
        'database_ahead',
        `A newer Hachi changed this database (${row.name}) in a way this one cannot work with.`,
        'Start the newer Hachi, or restore a backup from before the upgrade.',
      );
    }
    if (own !== undefined && own.checksum !== row.checksum) {
      throw new StartFailure(
        'migration_changed',
        `The migration ${own.name} was applied to this database with other content.`,
        'Put the file back as it was and write the change as a new migration.',
      );
    }
  }
}
