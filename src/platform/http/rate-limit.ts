import type { FastifyReply, FastifyRequest } from 'fastify';
import { LruMap } from '../../kernel/lru.ts';
import { Rejection } from '../../kernel/problem.ts';
import type { Clock } from '../clock.ts';
import { addressGroup } from './address-group.ts';
import { actorOf, type Caller } from './caller.ts';
import { isUnsafe } from './own-origin.ts';
import { takeFromBucket } from './rate-bucket.ts';
import type { HttpServer } from './server.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A public route that costs something also when it only reads: counted for each address. */
    isCountedByAddress?: boolean;
  }
}

/** A caller may bring a limit of its own. */
type LimitedCaller = Caller & { readonly requestsPerMinute?: number | null };

/** What strangers may ask of public routes that change something, from one address. */
const STRANGER_PER_MINUTE = 300;
const CALLERS_MOST = 50_000;

/**
 * Limits how much one caller may ask: keys and operators by who they are, strangers by their
 * address; the administrator's key has no limit. Each process counts for itself. The answer says
 * what is left in the headers of draft-ietf-httpapi-ratelimit-headers.
 */
export function limitRate(
  app: HttpServer,
  { clock, perMinute }: { readonly clock: Clock; readonly perMinute: number },
): void {
  const buckets = new LruMap<string, number>(CALLERS_MOST);
  app.addHook('onRequest', (request, reply, done) => {
    const limit = limitOf(request, perMinute);
    done(limit === 0 ? undefined : count(request, reply, { buckets, limit, now: clock.now() }));
  });
}

function limitOf({ caller, method, routeOptions }: FastifyRequest, perMinute: number): number {
  if (caller.kind === 'admin') return 0;
  if (caller.kind !== 'nobody') return (caller as LimitedCaller).requestsPerMinute ?? perMinute;
  const isCounted = isUnsafe({ method }) || routeOptions.config.isCountedByAddress === true;
  return isCounted ? STRANGER_PER_MINUTE : 0;
}

function count(
  request: FastifyRequest,
  reply: FastifyReply,
  { buckets, limit, now }: { buckets: LruMap<string, number>; limit: number; now: number },
): Rejection | undefined {
  const { caller, ip } = request;
  const who = caller.kind === 'nobody' ? `address ${addressGroup(ip)}` : actorOf(caller);
  const answer = takeFromBucket(buckets.get(who) ?? 0, now, limit);
  buckets.set(who, answer.fullUntil);
  reply.header('ratelimit-policy', `"minute";q=${limit};w=60`);
  reply.header('ratelimit', `"minute";r=${answer.remaining};t=${answer.seconds}`);
  return answer.isAllowed ? undefined : limited(limit, answer.seconds);
}

function limited(limit: number, seconds: number): Rejection {
  const problem = {
    code: 'rate_limited',
    path: '',
    detail: `More than ${limit} requests came within a minute.`,
    fix: `Wait ${seconds} seconds; send events in batches; see the header RateLimit.`,
  };
  return new Rejection(429, [problem], seconds);
}
