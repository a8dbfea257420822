import type { FastifyInstance } from 'fastify';
import { findMember, MemberPath, notedRead, type StatementGround } from '../statements/index.ts';
import type { Kind } from './core/kind.ts';
import { readTimeline, type TimelineQuery } from './read-timeline.ts';
import { TimelineBody, TimelineParameters } from './timeline-schema.ts';

/** Answers are written as they are: their schemas are for readers. */
const serializerCompiler = () => (data: unknown) => JSON.stringify(data);

/** Adds the routes that show one member whole. */
export function viewRoutes(app: FastifyInstance, ground: StatementGround): void {
  addTimeline(app, ground);
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
