import Type from 'typebox';
import type { Clock } from '../platform/clock.ts';
import type { Pool } from '../platform/db/pool.ts';
import { actorOf } from '../platform/http/caller.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { rotateVault, type Vault } from '../platform/vault/index.ts';
import type { AuditLog } from '../rooms/audit/index.ts';
import { wrapMemberKeys } from '../rooms/members/index.ts';

/** One request wraps for about so long; the next one goes on. */
const REQUEST_MS = 5_000;

const Answer = Type.Object({
  key: Type.String({ description: 'The name of the key that wraps from now on; never the key.' }),
  done: Type.Boolean({ description: 'False: send it again to go on. True: the old key is gone.' }),
});

/** `POST /v1/vault/rotate`: a new key-encryption key, while everything runs. */
export function vaultRoutes(
  app: HttpServer,
  parts: {
    readonly pool: Pool;
    readonly clock: Clock;
    readonly vault: Vault;
    readonly audit: AuditLog;
  },
): void {
  const { pool, clock, vault, audit } = parts;
  app.post(
    '/v1/vault/rotate',
    {
      config: { permission: 'privacy.manage' },
      schema: {
        operationId: 'rotateVault',
        tags: ['vault'],
        summary: 'Wrap every data key with a new key, and destroy the old one; repeat until done',
        response: { 200: Answer },
      },
    },
    async (request) => {
      const until = performance.now() + REQUEST_MS;
      const rotated = await rotateVault({
        pool,
        vault,
        store: vault.store,
        now: clock.now(),
        wrapSome: (client, after) => wrapMemberKeys(client, vault, after),
        isEnough: () => performance.now() > until,
      });
      const actor = actorOf(request.caller);
      await audit.note(pool, [
        { actor, action: 'vault.rotated', subject: null, detail: { ...rotated } },
      ]);
      return rotated;
    },
  );
}
