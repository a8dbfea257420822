import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { grantApp, openAppRole } from './app-role.ts';
import { checkDatabase } from './connect.ts';
import { startEmbedded } from './embedded/index.ts';
import { migrate } from './migrate.ts';

/** A database that is reachable and has every migration. */
export interface OpenDatabase {
  url: string;
  stop(): Promise<void>;
}

/**
 * The operator's database, or our own on the data folder; then the migrations. What is returned is
 * the hub's own access: where another role owns the tables, the hub may not bend its access log.
 * @throws {StartFailure} in words for the operator.
 */
export async function openDatabase(
  config: Pick<Config, 'data' | 'databaseUrl' | 'databaseOwnerUrl'>,
  log: Log,
): Promise<OpenDatabase> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl === undefined) return openOwn(config.data, log);
  await checkDatabase(databaseUrl);
  const owner = databaseOwnerUrl ?? databaseUrl;
  await bringUpToDate(owner, log);
  if (databaseOwnerUrl !== undefined) await grantApp(databaseOwnerUrl, databaseUrl);
  return { url: databaseUrl, stop: async () => {} };
}

async function openOwn(dataDir: string, log: Log): Promise<OpenDatabase> {
  const server = await startEmbedded({ dataDir, log: (line) => log.info(line) });
  try {
    await bringUpToDate(server.url, log);
    return { url: await openAppRole(server.url), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function bringUpToDate(url: string, log: Log): Promise<void> {
  const applied = await migrate(url);
  if (applied.length > 0) log.info({ migrations: applied }, 'database brought up to date');
}
