import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyTypeProvider,
  LogController,
  type RawServerDefault,
} from 'fastify';
import type { Static, TSchema } from 'typebox';
import { type Clock, systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { Histogram, type Metrics } from '../metrics.ts';
import { type Authenticator, requireCaller } from './authentication.ts';
import { allowOrigins } from './cors.ts';
import { addDocuments } from './documents.ts';
import { readJson } from './json-body.ts';
import { answerNothingHere } from './nothing-here.ts';
import { answerBrokenRequest, answerProblem } from './problem-document.ts';
import { limitRate } from './rate-limit.ts';
import { listRoutes } from './route-list.ts';
import { compileSchema } from './schema-check.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { limitReads } from './time-limit.ts';

interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}

/** The HTTP server that rooms add their routes to; bodies and queries have the schema's types. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxProvider
>;

export interface HttpOptions {
  config: Pick<Config, 'bodyBytesMax'> &
    Partial<
      Pick<Config, 'proxies' | 'publicUrl' | 'corsOrigins' | 'requestsPerMinute' | 'readSecondsMax'>
    >;
  /** By which requests are counted; the machine's without it. */
  clock?: Clock;
  log: Log;
  metrics: Metrics;
  /** Who may ask, each in turn: the first that knows the caller decides. */
  authenticators: readonly Authenticator[];
}

const REQUEST_MS_MAX = 60_000;
const KEEP_ALIVE_MS = 72_000;
const REQUESTS_PER_MINUTE = 60_000;
const READ_SECONDS_MAX = 30;
const SANE_ID = /^[\w.:-]{8,100}$/;
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * A server with everything that every route shares: keys, request ids, limits, schemas, problem
 * documents, numbers and the reference page. Add routes, then `listen`.
 */
export async function createServer(options: HttpOptions): Promise<HttpServer> {
  const { log } = options;
  const { clock = systemClock } = options;
  const { proxies = 0, publicUrl, corsOrigins = '', requestsPerMinute } = options.config;
  const app: HttpServer = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // One logger for all: a child per request costs more than most requests.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.config.bodyBytesMax,
    // Only as many proxies as there are: else anybody could claim to come from anywhere.
    trustProxy: (_address, hop) => hop < proxies,
    requestTimeout: REQUEST_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 500 },
    requestIdHeader: false,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply),
    // Connections that wait for nothing must not hold up a stop.
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxProvider>();
  app.setValidatorCompiler(compileSchema);
  app.setErrorHandler(answerProblem);
  listRoutes(app);
  limitReads(app, (options.config.readSecondsMax ?? READ_SECONDS_MAX) * 1_000);
  readJson(app);
  answerNothingHere(app);
  app.decorateRequest('caller');
  addSecurityHeaders(app, publicUrl);
  allowOrigins(app, corsOrigins.split(',').filter(Boolean));
  app.addHook('onRequest', requireCaller(options.authenticators));
  limitRate(app, { clock, perMinute: requestsPerMinute ?? REQUESTS_PER_MINUTE });
  countRequests(app, options);
  await addDocuments(app);
  const metrics = { config: { permission: 'hub.metrics' }, schema: { hide: true } };
  app.get('/metrics', metrics, async (_request, reply) => {
    reply.type(options.metrics.contentType);
    return options.metrics.metrics();
  });
  return app;
}

function requestId(given: unknown): string {
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}

/** One histogram holds rate, errors and latency of every route. */
function countRequests(app: HttpServer, { metrics, log }: HttpOptions): void {
  const seconds = new Histogram({
    name: 'hachi_http_request_seconds',
    help: 'Time from request to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [metrics],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: reply.statusCode };
    seconds.observe(labels, reply.elapsedTime / 1000);
    if (log.isLevelEnabled('debug')) {
      log.debug({ requestId: request.id, ...labels, ms: reply.elapsedTime }, 'answered');
    }
    done();
  });
}
