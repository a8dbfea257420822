import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { formatMemberId } from '../members/index.ts';
import { findMember, MemberPath } from '../statements/index.ts';
import type { PersonalExport } from './core/export.ts';
import { exportPage } from './core/page.ts';
import type { Language } from './core/page-words.ts';
import type { Kind, State } from './core/request.ts';
import { listRequests, type RequestRow } from './request-store.ts';
import { retentionFigures } from './retention.ts';
import * as schemas from './routes-schema.ts';
import { formatRequestId, type Privacy, parseRequestId } from './service.ts';

/** Adds the routes of requests about data, exports and retention. */
export function privacyRoutes(app: FastifyInstance, privacy: Privacy): void {
  addExport(app, privacy);
  addFetch(app, privacy);
  addList(app, privacy);
  addAsk(app, privacy);
  addOne(app, privacy);
  addClose(app, privacy);
  addRetention(app, privacy);
}

const EXPORT = { permission: 'members.export' };
const MANAGE = { permission: 'privacy.manage' };

function addExport(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('exportMember', 'Give a person everything about them; asked twice it is one request'),
    params: MemberPath,
    response: { 202: schemas.RequestBody },
  };
  app.post<{ Params: { member: string } }>(
    '/v1/members/:member/export',
    { config: EXPORT, schema },
    async ({ params, caller }, reply) => {
      const { memberId } = await findMember(privacy.ground, params.member);
      return reply.code(202).send(await ask(privacy, caller, memberId, 'export', null));
    },
  );
}

function addFetch(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('fetchExport', 'An export that is ready: JSON, or a readable page (?as=html)'),
    params: schemas.RequestPath,
    querystring: schemas.FetchQuery,
  };
  app.get<{ Params: { request: string }; Querystring: { as: string; language: Language } }>(
    '/v1/data-requests/:request/export',
    { config: EXPORT, schema },
    async ({ params, query, caller }, reply) => {
      const text = await privacy.fetch(caller, numberOf(params.request));
      const name = `${params.request}.${query.as}`;
      reply.header('cache-control', 'no-store');
      reply.header('content-disposition', `attachment; filename="${name}"`);
      if (query.as === 'json') return reply.type('application/json').send(text);
      return reply.type('text/html; charset=utf-8').send(pageOf(text, query.language));
    },
  );
}

function addList(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('listDataRequests', 'Requests about data, with their deadlines, oldest first'),
    querystring: schemas.ListQuery,
    response: { 200: schemas.RequestsBody },
  };
  app.get<{ Querystring: { state?: State; kind?: Kind; after?: string; limit: number } }>(
    '/v1/data-requests',
    { config: MANAGE, schema },
    async ({ query: { state = null, kind = null, after, limit } }) => {
      const from = after === undefined ? 0 : numberOf(after);
      const asked = { state, kind, memberId: null, after: from, limit };
      const rows = await listRequests(privacy.ground.pool, asked);
      const last = rows.at(-1);
      return {
        requests: rows.map((row) => shown(row, privacy.ground.clock.now())),
        next: last && rows.length === limit ? formatRequestId(last.requestId) : null,
      };
    },
  );
}

function addAsk(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('openDataRequest', 'Note that a member asks for access, export, erasure, correction'),
    body: schemas.AskBody,
    response: { 201: schemas.RequestBody },
  };
  app.post<{ Body: { member: string; kind: Kind; reason?: string } }>(
    '/v1/data-requests',
    { config: MANAGE, schema },
    async ({ body: { member, kind, reason = null }, caller }, reply) => {
      const { memberId } = await findMember(privacy.ground, member);
      return reply.code(201).send(await ask(privacy, caller, memberId, kind, reason));
    },
  );
}

function addOne(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('getDataRequest', 'One request: its state and its deadline'),
    params: schemas.RequestPath,
    response: { 200: schemas.RequestBody },
  };
  app.get<{ Params: { request: string } }>(
    '/v1/data-requests/:request',
    { config: EXPORT, schema },
    async ({ params }) =>
      shown(await privacy.find(numberOf(params.request)), privacy.ground.clock.now()),
  );
}

function addClose(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('closeDataRequest', 'Say that a request is done, or refused and why'),
    params: schemas.RequestPath,
    body: schemas.CloseBody,
    response: { 200: schemas.RequestBody },
  };
  app.post<{ Params: { request: string }; Body: { outcome: 'done' | 'refused'; reason?: string } }>(
    '/v1/data-requests/:request/close',
    { config: MANAGE, schema },
    async ({ params, body: { outcome, reason = null }, caller }) => {
      const row = await privacy.settle(caller, numberOf(params.request), { outcome, reason });
      return shown(row, privacy.ground.clock.now());
    },
  );
}

function addRetention(app: FastifyInstance, privacy: Privacy): void {
  const schema = {
    ...about('getRetention', 'How long each kind of data is kept, and what would go now'),
    response: { 200: schemas.RetentionBody },
  };
  app.get('/v1/privacy/retention', { config: MANAGE, schema }, () =>
    retentionFigures(privacy.ground),
  );
}

/** A long page is made while it is sent. */
function pageOf(text: string, language: Language): Readable {
  return Readable.from(exportPage(JSON.parse(text) as PersonalExport, language));
}

async function ask(
  privacy: Privacy,
  caller: Caller,
  memberId: number,
  kind: Kind,
  reason: string | null,
) {
  const row = await privacy.ask(caller, { memberId, kind, reason });
  return shown(row, privacy.ground.clock.now());
}

function shown(row: RequestRow, now: Instant) {
  const { closedAt, until, dueAt } = row;
  return {
    id: formatRequestId(row.requestId),
    member: formatMemberId(row.memberId),
    kind: row.kind,
    state: row.state,
    askedAt: formatInstant(row.askedAt),
    dueAt: formatInstant(dueAt),
    overdue: row.state === 'open' && dueAt <= now,
    askedBy: row.askedBy,
    closedAt: closedAt === null ? null : formatInstant(closedAt),
    closedBy: row.closedBy,
    reason: row.reason,
    until: until === null ? null : formatInstant(until),
  };
}

function numberOf(request: string): number {
  return parseRequestId(request) ?? 0;
}

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: ['privacy'], security: [{ key: [] }] };
}
