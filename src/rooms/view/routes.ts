import type { FastifyInstance } from 'fastify';
import {
  findMember,
  MemberPath,
  MemberQuery,
  notedRead,
  type StatementGround,
} from '../statements/index.ts';
import { breakGlassRoute } from './break-glass.ts';
import type { Kind } from './core/kind.ts';
import { findRoute } from './find-routes.ts';
import { readTimeline, type TimelineQuery } from './read-timeline.ts';
import { readView } from './read-view.ts';
import { sightOf } from './sight.ts';
import { TimelineBody, TimelineParameters } from './timeline-schema.ts';
import { ViewBody } from './view-schema.ts';

/** Answers are written as they are: their schemas are for readers. */
const serializerCompiler = () => (data: unknown) => JSON.stringify(data);

/** Adds the routes that show one member whole. */
export function viewRoutes(app: FastifyInstance, ground: StatementGround): void {
  addView(app, ground);
  addTimeline(app, ground);
  breakGlassRoute(app, ground);
  findRoute(app, ground);
}

function addView(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    operationId: 'getMember',
    summary: 'One member whole: who, what the member has, does and prefers, and how we know',
    tags: ['members'],
    security: [{ key: [] }],
    params: MemberPath,
    querystring: MemberQuery,
    response: { 200: ViewBody },
  };
  app.get<{ Params: { member: string }; Querystring: { reveal: boolean } }>(
    '/v1/members/:member',
    { config: { permission: 'members.read' }, schema, serializerCompiler },
    async ({ params, caller, query }) => {
      const sight = sightOf(caller, query.reveal);
      const member = await findMember(ground, params.member);
      const fields = sight.reveal ? ['identifiers', 'profile'] : [];
      return notedRead(ground, { caller, what: 'view', fields }, member.memberId, (client) =>
        readView(ground, client, member, sight),
      );
    },
  );
}

function addTimeline(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    operationId: 'getTimeline',
    summary: 'Everything that happened with a member on all channels, what it did and why',
    tags: ['members'],
    security: [{ key: [] }],
    params: MemberPath,
    querystring: TimelineParameters,
    response: { 200: TimelineBody },
  };
  app.get<{
    Params: { member: string };
    Querystring: Omit<TimelineQuery, 'kind'> & { kind?: string };
  }>(
    '/v1/members/:member/timeline',
    { config: { permission: 'members.read' }, schema, serializerCompiler },
    async ({ params, caller, query: { kind, ...query } }) => {
      const { memberId } = await findMember(ground, params.member);
      const kinds = kind === undefined ? [] : (kind.split(',') as Kind[]);
      return notedRead(ground, { caller, what: 'timeline' }, memberId, (client) =>
        readTimeline(
          ground,
          client,
          memberId,
          { ...query, kind: kinds },
          caller.may('members.personal'),
        ),
      );
    },
  );
}
