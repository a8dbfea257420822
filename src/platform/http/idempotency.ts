import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Rejection, reject } from '../../kernel/problem.ts';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../db/pool.ts';
import { actorOf } from './caller.ts';
import { claimKey, dropClaim, type KeyUse, keepAnswer } from './idempotency-store.ts';
import type { HttpServer } from './server.ts';

const KEY = /^[!-~]{1,200}$/;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Answers that another try may change; they are not kept. */
const PASSING = new Set([401, 403, 408, 409, 425, 429]);

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that this request runs under, once it is claimed. */
    idempotency: KeyUse | undefined;
  }
  interface FastifyContextConfig {
    /** The request or its answer holds a secret: neither is kept, whatever key it comes with. */
    isUnkept?: boolean;
  }
}

/**
 * Honours `Idempotency-Key` on every write: the first answer is kept and given again, with
 * `Idempotency-Replayed: true`; the same key with other content is refused.
 * Call it before the routes are added.
 */
export function honourIdempotencyKeys(app: HttpServer, db: Queryable, clock: Clock): void {
  app.decorateRequest('idempotency', undefined);
  // Most requests have no key: they go on at once, without a promise.
  app.addHook('preHandler', (request, reply, done) => {
    const key = request.headers['idempotency-key'];
    const { isUnkept } = request.routeOptions.config;
    if (key === undefined || isUnkept || !WRITES.has(request.method)) {
      done();
      return;
    }
    begin(request, reply, String(key), db, clock.now()).then((answered) => {
      if (!answered) done();
    }, done);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const use = request.idempotency;
    if (use === undefined) {
      done(null, payload);
      return;
    }
    request.idempotency = undefined;
    const status = reply.statusCode;
    const final = status < 500 && !PASSING.has(status) && typeof payload === 'string';
    const kept = final ? keepAnswer(db, use, status, payload) : dropClaim(db, use);
    kept.then(() => done(null, payload), done);
  });
}

/** Claims the key; true when the kept answer has been given instead. */
async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  db: Queryable,
  now: number,
): Promise<boolean> {
  if (!KEY.test(key)) throw badKey();
  const content = `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`;
  const requestHash = hash('sha256', content, 'buffer');
  const use: KeyUse = { caller: actorOf(request.caller), key, requestHash };
  const known = await claimKey(db, use, now);
  if (known === undefined) {
    request.idempotency = use;
    return false;
  }
  if (!known.sameContent) throw reusedKey();
  if (known.status === null || known.response === null) throw stillRunning();
  const kind = known.status < 400 ? 'application/json' : 'application/problem+json';
  reply
    .code(known.status)
    .header('idempotency-replayed', 'true')
    .header('content-type', `${kind}; charset=utf-8`);
  await reply.send(known.response);
  return true;
}

const badKey = () =>
  reject(400, {
    code: 'invalid_input',
    path: '/headers/idempotency-key',
    detail: 'must be 1 to 200 visible ASCII characters',
    fix: 'Send a UUID.',
  });

const reusedKey = () =>
  reject(409, {
    code: 'idempotency_key_reused',
    path: '/headers/idempotency-key',
    detail: 'This key was used for a request with other content.',
    fix: 'Use a new key for a new request, and the same content for a repeated one.',
  });

const stillRunning = () => {
  const problem = {
    code: 'idempotency_key_in_use',
    path: '/headers/idempotency-key',
    detail: 'The first request with this key is still running.',
    fix: 'Try again in a second.',
  };
  return new Rejection(409, [problem], 1);
};
