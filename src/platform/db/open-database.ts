import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { checkDatabase } from './connect.ts';
import { startEmbedded } from './embedded/index.ts';
import { migrate } from './migrate.ts';

/** A database that is reachable and has every migration. */
export interface OpenDatabase {
  url: string;
  stop(): Promise<void>;
}

/**
 * The operator's database, or our own on the data folder; then the migrations.
 * @throws {StartFailure} in words for the operator.
 */
export async function openDatabase(
  config: Pick<Config, 'data' | 'databaseUrl'>,
  log: Log,
): Promise<OpenDatabase> {
  const database = await reach(config, log);
  try {
    const applied = await migrate(database.url);
    if (applied.length > 0) log.info({ migrations: applied }, 'database brought up to date');
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function reach(config: Pick<Config, 'data' | 'databaseUrl'>, log: Log) {
  if (config.databaseUrl === undefined) {
    return startEmbedded({ dataDir: config.data, log: (line) => log.info(line) });
  }
  await checkDatabase(config.databaseUrl);
  return { url: config.databaseUrl, stop: async () => {} };
}
