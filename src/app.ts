import { AdminUses } from './app/admin-uses.ts';
import { type DemoLoader, startDemo } from './app/demo.ts';
import { openHubVault } from './app/hub-vault.ts';
import { intakeMetrics } from './app/intake-metrics.ts';
import { openRooms } from './app/rooms.ts';
import { addRoutes } from './app/routes.ts';
import { Status, statusRoutes } from './app/status.ts';
import { hubTasks } from './app/tasks.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/db/open-database.ts';
import { openPool } from './platform/db/pool.ts';
import { type AdminKey, openAdminKey } from './platform/http/admin-key.ts';
import type { Authenticator } from './platform/http/authentication.ts';
import { byKey } from './platform/http/credentials.ts';
import { addHealth } from './platform/http/health.ts';
import { honourIdempotencyKeys } from './platform/http/idempotency.ts';
import { listen } from './platform/http/listen.ts';
import type { ListedRoute } from './platform/http/route-list.ts';
import { createServer } from './platform/http/server.ts';
import type { Log } from './platform/log.ts';
import { openMetrics } from './platform/metrics.ts';
import { type AskHuman, siteverify } from './platform/siteverify.ts';
import { startTasks } from './platform/tasks.ts';
import { type ApiKeys, openAccess } from './rooms/access/index.ts';
import { OWNER_WARNING, ownsLog } from './rooms/audit/index.ts';
import { preparePartitions } from './rooms/intake/index.ts';

/** A running hub. */
export interface Hub {
  /** Where it serves, like `http://localhost:8080`. */
  url: string;
  /** The file that holds the administrator key, unless the operator chose the key. */
  keyFile: string | undefined;
  /** What fills the hub with the demo retailer, while it does so in this process. */
  demo: DemoLoader | null;
  /** Every route, with what it needs. */
  routes: readonly ListedRoute[];
  /** Stops accepting, finishes what runs, closes everything; safe to call twice. */
  stop(): Promise<void>;
}

export interface HubParts {
  config: Config;
  log: Log;
  clock: Clock;
}

/**
 * Starts a hub: the only place where rooms, database and HTTP are put together.
 * @throws {StartFailure} in words for the operator; whatever had started is stopped again.
 */
export async function startHub({ config, log, clock }: HubParts): Promise<Hub> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const database = await openDatabase(config, log);
    stops.push(() => database.stop());
    const pool = openPool(database.url, { name: 'hub' });
    stops.push(() => pool.end());
    const { data: dataDir, adminKey: chosen } = config;
    const vault = await openHubVault(config, pool, log, clock);
    const admin = await openAdminKey({ db: pool, dataDir, chosen, clock });

    const metrics = openMetrics();
    await preparePartitions(pool, clock.now());
    let observe: ReturnType<typeof intakeMetrics> | undefined;
    const rooms = await openRooms({
      url: database.url,
      pool,
      clock,
      log,
      vault,
      limits: config,
      human: humanOf(config),
      onBatch: (events, milliseconds) => observe?.batch(events, milliseconds),
      onRefused: (code) => observe?.refused(code),
    });
    stops.push(() => rooms.close());
    if (await ownsLog(pool)) log.warn(OWNER_WARNING);
    observe = intakeMetrics(metrics, rooms);

    const { audit } = rooms;
    const secret = vault.derive('sign-in');
    const access = openAccess({ pool, clock, audit, secret, settings: config });
    const uses = new AdminUses({ pool, audit, log });
    stops.push(() => uses.close());
    const app = await createServer({
      ...{ config, log, metrics, clock },
      authenticators: [...keysOf(rooms.keys, admin, uses), access.bySession],
    });
    honourIdempotencyKeys(app, pool, clock);
    addHealth(app, { pool, waitingFor: () => [] });
    addRoutes(app, rooms, { pool, clock, access });

    let demo: DemoLoader | null = null;
    const status = new Status({
      pool,
      clock,
      program: rooms.program,
      queue: () => ({ waiting: rooms.intake.waiting, most: config.queueMax }),
      demo: () => demo?.progress() ?? null,
    });
    statusRoutes(app, status);

    const work = hubTasks({ pool, clock, rooms, access, totals: status.totals });
    const tasks = await startTasks({ url: database.url, log, ...work });
    stops.push(() => tasks.stop());
    stops.push(() => app.close());
    const url = await listen(app, config);
    if (config.demo) demo = await startDemo({ ...rooms, pool, clock, log });
    stops.push(async () => demo?.stop());
    return { url, keyFile: admin.file, demo, routes: app.routeList, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who is known by a key: tills, apps and partners, then the administrator, whose uses count. */
function keysOf(keys: ApiKeys, admin: AdminKey, uses: AdminUses): Authenticator[] {
  return [
    byKey((key) => keys.ring.holderOf(key)),
    byKey((key, request) => {
      const found = admin.holderOf(key);
      if (found) uses.used(request);
      return found;
    }),
  ];
}

/** Whom to ask about tokens that prove a person, as the operator has set it. */
function humanOf(config: Config): AskHuman | null {
  const { siteverifyUrl: url, siteverifySecret: secret, siteverifyTimeoutMs: timeoutMs } = config;
  return url && secret ? siteverify({ url, secret, timeoutMs }) : null;
}
