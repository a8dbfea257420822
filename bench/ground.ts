import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog as products } from '../demo/catalog.ts';
import { openRooms, type Rooms } from '../src/app/rooms.ts';
import { systemClock } from '../src/platform/clock.ts';
import { startEmbedded } from '../src/platform/db/embedded/index.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { openPool, type Pool } from '../src/platform/db/pool.ts';
import { openLog } from '../src/platform/log.ts';
import { fileKeys, openVault } from '../src/platform/vault/index.ts';

/** A hub's rooms on a PostgreSQL of their own, with the demo program and its catalogue. */
export interface Ground {
  readonly url: string;
  /** Where the keys of the vault lie; whoever opens the database needs them. */
  readonly dataDir: string;
  readonly pool: Pool;
  readonly rooms: Rooms;
  readonly serverPid: number | undefined;
  close(): Promise<void>;
}

/** Starts from nothing, in a temporary folder, with the settings of a real hub (fsync on). */
export async function openGround(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hachi-bench-'));
  const server = await startEmbedded({ dataDir, log: () => {} });
  await migrate(server.url);
  const pool = openPool(server.url, { name: 'bench' });
  const vault = await openVault(pool, fileKeys(dataDir), systemClock.now());
  const rooms = await openRooms({
    url: server.url,
    pool,
    clock: systemClock,
    log: openLog('warn'),
    vault,
    limits: { queueMax: 100_000, batchMax: 128 },
  });
  const text = readFileSync(new URL('../demo/program.yaml', import.meta.url), 'utf8');
  await rooms.program.publish({ text, format: 'yaml' });
  await loadCatalog(rooms);
  return {
    url: server.url,
    dataDir,
    pool,
    rooms,
    serverPid: server.pid(),
    close: async () => {
      await rooms.close();
      await pool.end();
      await server.stop();
      rmSync(server.home, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function loadCatalog(rooms: Rooms): Promise<void> {
  await rooms.catalog.put('categories', products.categories);
  await rooms.catalog.put('stores', products.stores);
  await rooms.catalog.put('products', products.products);
  await rooms.catalog.put('touchpoints', products.touchpoints);
}
