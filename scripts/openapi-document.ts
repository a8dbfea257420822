import { addRoutes } from '../src/app/routes.ts';
import { TurnedClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { createServer } from '../src/platform/http/server.ts';
import { openLog } from '../src/platform/log.ts';
import { openMetrics } from '../src/platform/metrics.ts';
import { namedKey, Vault } from '../src/platform/vault/index.ts';
import { ApiKeys, openAccess } from '../src/rooms/access/index.ts';
import { AuditLog } from '../src/rooms/audit/index.ts';
import { Catalog } from '../src/rooms/catalog/index.ts';
import { compileProgram, type Program } from '../src/rooms/engine/index.ts';
import { Intake } from '../src/rooms/intake/index.ts';
import { Privacy } from '../src/rooms/privacy/index.ts';
import { createExpressions, createProgram } from '../src/rooms/program/index.ts';
import { SECTIONS } from '../src/sections.ts';

/** No database is asked: routes describe themselves before anybody calls them. */
const NOWHERE = 'postgres://nobody@localhost:1/none';

/** The OpenAPI document of every route, as the file at the root has it. */
export async function openApiText(): Promise<string> {
  const clock = new TurnedClock(0);
  const pool = openPool(NOWHERE);
  const program = createProgram<Program>({
    ...{ pool, clock, sections: SECTIONS },
    compile: (document, version, past) =>
      compileProgram(document, version, createExpressions(document), 2, past),
  });
  const catalog = new Catalog(pool, clock);
  const vault = noVault();
  const intake = new Intake({ url: NOWHERE, pool, clock, catalog, vault, programs: program });
  const app = await createServer({
    config: { bodyBytesMax: 1_024 },
    log: openLog('silent'),
    metrics: openMetrics({ ofProcess: false }),
    authenticators: [],
  });
  const audit = new AuditLog(clock);
  const keys = new ApiKeys({ pool, clock, audit });
  const hubKey = new Uint8Array(32);
  const settings = readConfig({});
  const access = openAccess({ pool, clock, audit, secret: hubKey, settings });
  const ground = { pool, clock, audit, vault, programs: program, onError: () => {} };
  const privacy = new Privacy(ground);
  const rooms = { program, catalog, intake, hubKey, audit, keys, vault, privacy };
  addRoutes(app, rooms, { pool, clock, access });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A vault that nothing is put into. */
function noVault(): Vault {
  const current = namedKey(new Uint8Array(32));
  const keys = { keys: new Map(), current, secret: new Uint8Array(32) };
  return new Vault(keys, async () => keys);
}
