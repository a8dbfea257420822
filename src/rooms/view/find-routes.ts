import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { transaction } from '../../platform/db/pool.ts';
import { MemberBody, noteReads, type StatementGround } from '../statements/index.ts';
import { type FindRequest, findOrList, shownMembers } from './find-members.ts';

const Body = Type.Object(
  {
    identifiers: Type.Optional(
      Type.Record(Type.String(), Type.String({ maxLength: 200 }), {
        description: 'Whole identifiers, such as { "phone": "+86…" }; each narrows nothing.',
        maxProperties: 20,
      }),
    ),
    where: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'status, joinedFrom, joinedTo, tag, tiers { set: level }, attributes { name: value }.',
      }),
    ),
    sort: Type.Optional(Type.String({ maxLength: 60, description: 'id or -id.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
  },
  { additionalProperties: false },
);

/**
 * `POST /v1/members/find`: what says who somebody is stands in the body, where no log and no proxy
 * sees it. Whoever is in the answer is noted as read.
 */
export function findRoute(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    operationId: 'findMembers',
    summary: 'Members by identifiers, or a page of those that fit a filter; masked',
    tags: ['members'],
    security: [{ key: [] }],
    body: Body,
    response: {
      200: Type.Object({
        items: Type.Array(MemberBody),
        next: Type.Union([Type.String(), Type.Null()]),
      }),
    },
  };
  app.post<{ Body: Partial<FindRequest> }>(
    '/v1/members/find',
    {
      config: { permission: 'members.read', isUnkept: true },
      schema,
      serializerCompiler: () => (data) => JSON.stringify(data),
    },
    ({ body, caller }) =>
      transaction(ground.pool, async (client) => {
        const inside = { ...ground, pool: client };
        const { rows, next } = await findOrList(inside, { limit: 50, ...body });
        const items = await shownMembers(inside, rows);
        const ids = rows.map(({ memberId }) => memberId);
        await noteReads(ground.audit, client, { caller, what: 'find' }, ids);
        return { items, next };
      }),
  );
}
