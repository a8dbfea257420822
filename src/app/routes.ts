import type { Clock } from '../platform/clock.ts';
import type { Pool } from '../platform/db/pool.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { type Access, accessRoutes, keyRoutes } from '../rooms/access/index.ts';
import { checkpointSigner, logRoutes, verifyRoutes } from '../rooms/audit/index.ts';
import { catalogRoutes } from '../rooms/catalog/index.ts';
import { poolRoutes } from '../rooms/coupons/index.ts';
import { Identity, identityRoutes } from '../rooms/identity/index.ts';
import { drawRoutes, intakeRoutes, witnessEvents } from '../rooms/intake/index.ts';
import { Offline, offlineRoutes } from '../rooms/offline/index.ts';
import { privacyRoutes } from '../rooms/privacy/index.ts';
import { addProgramRoutes } from '../rooms/program/index.ts';
import { proofRoutes } from '../rooms/proof/index.ts';
import { qualityRoutes } from '../rooms/quality/index.ts';
import { couponRoutes, statementRoutes } from '../rooms/statements/index.ts';
import { viewRoutes } from '../rooms/view/index.ts';
import type { Rooms } from './rooms.ts';
import { vaultRoutes } from './vault-routes.ts';

/** Every route of the rooms, on a server that has what all routes share. */
export function addRoutes(
  app: HttpServer,
  rooms: Pick<
    Rooms,
    'program' | 'catalog' | 'intake' | 'hubKey' | 'audit' | 'keys' | 'vault' | 'privacy'
  >,
  { pool, clock, access }: { readonly pool: Pool; readonly clock: Clock; readonly access: Access },
): void {
  const { program, catalog, intake, hubKey, audit, keys, vault } = rooms;
  accessRoutes(app, access);
  logRoutes(app, { pool, clock, audit });
  verifyRoutes(app, {
    pool,
    clock,
    audit,
    signer: checkpointSigner(hubKey),
    witness: witnessEvents,
  });
  keyRoutes(app, keys);
  addProgramRoutes(app, program, { pool, clock, audit, operators: access.operators });
  catalogRoutes(app, catalog, { pool, audit });
  intakeRoutes(app, intake);
  offlineRoutes(app, new Offline({ pool, clock, vault, intake, audit, programs: program }));
  drawRoutes(app, { pool, clock, intake, programs: program, audit });
  statementRoutes(app, { pool, clock, audit, vault, programs: program });
  qualityRoutes(app, { pool, clock });
  viewRoutes(app, { pool, clock, audit, vault, programs: program });
  const book = () => program.inForce(clock.now())?.compiled.coupons ?? null;
  poolRoutes(app, { pool, clock, book, audit });
  couponRoutes(app, { pool, clock, audit, vault, programs: program, intake, hubKey });
  identityRoutes(app, new Identity({ pool, clock, vault, audit, intake, programs: program }));
  privacyRoutes(app, rooms.privacy);
  vaultRoutes(app, { pool, clock, vault, audit });
  proofRoutes(app, { pool, clock, programs: program });
}
