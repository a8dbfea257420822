import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { type Rejection, reject } from '../../kernel/problem.ts';
import { type Caller, NOBODY } from './caller.ts';
import { keyOf } from './credentials.ts';

/**
 * One way to know who asks: `undefined` when the request shows nothing that it knows. It must take
 * the same time for every wrong secret, and may throw a `Rejection` that says more.
 */
export type Authenticator = (
  request: FastifyRequest,
) => Caller | undefined | Promise<Caller | undefined>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `NOBODY` on public routes. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** Anyone may ask: health, and pages without data. */
    public?: boolean;
    /** What the caller must be allowed to do, as the access room lists it. */
    permission?: string;
  }
}

/**
 * Asks each authenticator in turn who calls, then whether the caller may do what the route says in
 * `config: { permission }`. A route that says nothing, and is not `public: true`, is closed to all.
 */
export function requireCaller(authenticators: readonly Authenticator[]) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    reply.header('x-request-id', request.id);
    if (request.routeOptions.config.public) {
      request.caller = NOBODY;
      done();
      return;
    }
    const found = whoCalls(authenticators, request, 0);
    if (found instanceof Promise) {
      found.then((caller) => done(refusalOf(caller, request, reply)), done);
      return;
    }
    done(refusalOf(found, request, reply));
  };
}

/** A key needs no promise: only an authenticator that waits makes the request wait. */
function whoCalls(
  authenticators: readonly Authenticator[],
  request: FastifyRequest,
  from: number,
): ReturnType<Authenticator> {
  for (let index = from; index < authenticators.length; index += 1) {
    const found = authenticators[index]?.(request);
    if (found instanceof Promise) {
      return found.then((caller) => caller ?? whoCalls(authenticators, request, index + 1));
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusalOf(
  caller: Caller | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Rejection | undefined {
  if (caller === undefined) return unknownCaller(request, reply);
  request.caller = caller;
  if (request.is404) return undefined;
  const { permission } = request.routeOptions.config;
  return permission !== undefined && caller.may(permission)
    ? undefined
    : permissionMissing(caller, permission ?? 'none');
}

/** What is answered to a caller who may not do this. */
export function permissionMissing(caller: Caller, permission: string): Rejection {
  return reject(403, {
    code: 'permission_missing',
    path: '',
    detail: `This needs the permission ${permission}, which ${caller.name} does not have.`,
    fix: `Use a key or an operator with ${permission}; docs/guides/access.md lists who has it.`,
  });
}

function unknownCaller(request: FastifyRequest, reply: FastifyReply): Rejection {
  const page = request.routeOptions.url?.startsWith('/docs');
  reply.header('www-authenticate', `${page ? 'Basic' : 'Bearer'} realm="Hachi"`);
  const key = keyOf(request);
  return reject(401, {
    code: key === undefined ? 'key_missing' : 'key_wrong',
    path: '',
    detail: key === undefined ? 'This route needs a key.' : 'No one holds this key.',
    fix: 'Send `Authorization: Bearer KEY`; the key is in admin.key of the data folder.',
  });
}
