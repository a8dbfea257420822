import type { Static } from 'typebox';
import { formatInstant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Pool } from '../../platform/db/pool.ts';
import { actorOf } from '../../platform/http/caller.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { checkpointsAfter, sumsOf } from './checkpoint-store.ts';
import { makeCheckpoint, raiseBent } from './checkpoints.ts';
import { hashOf, textOf } from './core/checkpoint.ts';
import type { Fault } from './core/fault.ts';
import type { AuditLog } from './log.ts';
import { proveRow } from './prove-row.ts';
import { ownsLog } from './rights-store.ts';
import * as schemas from './routes-schema.ts';
import { sha256 } from './sha256.ts';
import type { CheckpointSigner } from './signer.ts';
import { newVerifyCursor, type VerifyCursor, verifyStep, type Witness } from './verify.ts';

interface VerifyRouteParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly signer: CheckpointSigner;
  readonly witness: Witness;
}

/** One request looks at pages for about so long. */
const REQUEST_MS = 1_000;
const FAULTS_TOLD = 100;

/** Said when nothing in the database keeps the hub's own user from bending the log. */
export const OWNER_WARNING =
  'The database user owns the log: only triggers keep it from changing rows. ' +
  'Let another role own the tables, and grant this one what it needs.';

/** The routes by which the log is checked, signed, published and proved. */
export function verifyRoutes(app: HttpServer, parts: VerifyRouteParts): void {
  verifyRoute(app, parts);
  checkpointRoutes(app, parts);
  app.get(
    '/v1/audit/log/:day/:writer/:no/proof',
    {
      config: { permission: 'audit.verify' },
      schema: {
        ...about('proveLogRow', 'Proof that a row stands under a signed checkpoint'),
        params: schemas.RowPath,
        response: { 200: schemas.ProofBody },
      },
    },
    ({ params }) => proveRow(parts.pool, params),
  );
}

function verifyRoute(app: HttpServer, parts: VerifyRouteParts): void {
  const { pool, clock, audit } = parts;
  app.post(
    '/v1/audit/verify',
    {
      config: { permission: 'audit.verify' },
      schema: {
        ...about('verifyLog', 'Check the log: what was changed, removed, inserted, reordered'),
        body: schemas.VerifyBody,
        response: { 200: schemas.VerifyAnswer },
      },
    },
    async ({ body, caller }) => {
      const stop = clock.now() + REQUEST_MS;
      const found: Fault[] = [];
      let cursor: VerifyCursor = body.cursor ?? newVerifyCursor();
      let done = false;
      do {
        const step = await verifyStep(parts, cursor);
        found.push(...step.faults);
        ({ cursor, done } = step);
      } while (!done && clock.now() < stop && found.length < FAULTS_TOLD);
      for (const where of new Set(found.map((fault) => fault.where))) {
        await raiseBent(pool, audit, where);
      }
      const { rows, chains, checkpoints } = cursor;
      if (done) {
        const detail = { rows, chains, checkpoints: checkpoints.no };
        const actor = actorOf(caller);
        await audit.note(pool, [{ actor, action: 'audit.verify', subject: null, detail }]);
      }
      return {
        faults: found.length,
        first: found.slice(0, FAULTS_TOLD),
        ...{ rows, chains, checkpoints: checkpoints.no },
        warnings: done && (await ownsLog(pool)) ? [OWNER_WARNING] : [],
        next: done ? null : (cursor as Static<typeof schemas.Cursor>),
      };
    },
  );
}

function checkpointRoutes(app: HttpServer, parts: VerifyRouteParts): void {
  const { pool, signer } = parts;
  app.get(
    '/v1/audit/checkpoints',
    {
      config: { permission: 'audit.verify' },
      schema: {
        ...about('listCheckpoints', 'Signed sums of the log, to be kept elsewhere'),
        querystring: schemas.CheckpointsQuery,
        response: { 200: schemas.CheckpointsBody },
      },
    },
    async ({ query: { after, limit } }) => {
      const some = await checkpointsAfter(pool, after, limit);
      const sums = await sumsOf(
        pool,
        some.map(({ no }) => no),
      );
      const checkpoints = some.map((one) => ({
        no: one.no,
        at: formatInstant(one.at),
        text: textOf(one),
        hash: hashOf(one, sha256),
        chains: sums.get(one.no) ?? [],
        keyId: one.keyId,
        signature: one.signature,
      }));
      const next = some.length === limit ? (some.at(-1)?.no ?? null) : null;
      return { key: signer.publicKey, checkpoints, next };
    },
  );
  app.post(
    '/v1/audit/checkpoints',
    {
      config: { permission: 'audit.verify' },
      schema: {
        ...about('makeCheckpoint', 'Sign now how far the log has come'),
        response: { 200: schemas.MadeBody },
      },
    },
    async ({ caller }) => {
      const made = await makeCheckpoint(parts, actorOf(caller));
      return { made: made?.checkpoint.no ?? null, more: made?.more ?? false };
    },
  );
}

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: ['audit'], security: [{ key: [] }] };
}
