import { openRooms } from '../src/app/rooms.ts';
import { openLog } from '../src/platform/log.ts';
import { settleDue } from '../src/rooms/intake/index.ts';
import type { TestHub } from './hub.ts';
import { testVault } from './vault.ts';

/** Settles everything that has fallen due by the hub's clock, as its background task does. */
export async function settleHub(hub: TestHub): Promise<void> {
  const rooms = await openRooms({
    url: hub.databaseUrl,
    pool: hub.pool,
    clock: hub.clock,
    log: openLog('silent'),
    vault: await testVault(hub.pool),
    limits: { queueMax: 10, batchMax: 10 },
  });
  try {
    const programs = rooms.programs();
    if (!programs) throw new Error('the hub has no program');
    const options = { now: hub.clock.now(), limit: 100, programs };
    while ((await settleDue(hub.pool, options)).more);
  } finally {
    await rooms.close();
  }
}
