import type { HttpServer } from './server.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type, idempotency-key, x-api-key, x-request-id';
const SHOWN = 'x-request-id, ratelimit, ratelimit-policy, retry-after, idempotency-replayed';
const REMEMBERED_SECONDS = 600;

/**
 * Lets pages of the listed origins use the hub with a key. Never with the cookie of a session:
 * those belong to the hub's own pages. Call it before anything asks who calls.
 */
export function allowOrigins(app: HttpServer, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const listed = new Set(origins);
  app.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-method': asked } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined || !listed.has(origin)) {
      done();
      return;
    }
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': SHOWN,
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (request.method !== 'OPTIONS' || asked === undefined) {
      done();
      return;
    }
    reply.headers({
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': String(REMEMBERED_SECONDS),
    });
    reply.code(204).send();
  });
}
