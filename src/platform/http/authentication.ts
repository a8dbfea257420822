import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { reject } from '../../kernel/problem.ts';

/** Says who holds this key, or undefined. Must take the same time for every wrong key. */
export type Authenticate = (key: string) => string | undefined;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as `authenticate` said; `''` on public routes. */
    caller: string;
  }
  interface FastifyContextConfig {
    /** Anyone may ask: health, and pages without data. */
    public?: boolean;
  }
}

/**
 * Every route that is not marked `config: { public: true }` needs a key: `Authorization: Bearer`,
 * `x-api-key`, or as a browser asks for it, the password of `Authorization: Basic`.
 */
export function requireKey(authenticate: Authenticate) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    reply.header('x-request-id', request.id);
    if (request.routeOptions.config.public) {
      done();
      return;
    }
    const key = keyOf(request);
    const caller = key === undefined ? undefined : authenticate(key);
    if (caller !== undefined) {
      request.caller = caller;
      done();
      return;
    }
    const page = request.routeOptions.url?.startsWith('/docs');
    reply.header('www-authenticate', `${page ? 'Basic' : 'Bearer'} realm="Hachi"`);
    done(
      reject(401, {
        code: key === undefined ? 'key_missing' : 'key_wrong',
        path: '',
        detail: key === undefined ? 'This route needs a key.' : 'No one holds this key.',
        fix: 'Send `Authorization: Bearer KEY`; the key is in admin.key of the data folder.',
      }),
    );
  };
}

function keyOf(request: FastifyRequest): string | undefined {
  const { authorization, 'x-api-key': apiKey } = request.headers;
  if (typeof apiKey === 'string') return apiKey;
  if (authorization === undefined) return undefined;
  const space = authorization.indexOf(' ');
  const scheme = authorization.slice(0, space).toLowerCase();
  const rest = authorization.slice(space + 1).trim();
  if (scheme === 'bearer') return rest;
  if (scheme !== 'basic') return undefined;
  const pair = Buffer.from(rest, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
