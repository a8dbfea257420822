import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { transaction } from '../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../platform/http/caller.ts';
import { formatMemberId, type MemberRow } from '../members/index.ts';
import { findMember, MemberPath, type StatementGround } from '../statements/index.ts';
import { readView } from './read-view.ts';
import { ViewBody } from './view-schema.ts';

const Body = Type.Object(
  {
    reason: Type.String({
      minLength: 10,
      maxLength: 500,
      pattern: '\\S.*\\S',
      description: 'Why it cannot wait, in words; kept for ever, without personal data.',
    }),
  },
  { additionalProperties: false },
);

/**
 * `POST /v1/members/{member}/break-glass`: one profile unmasked, for somebody who otherwise sees
 * masked ones. The answer is given only if its reason and its alert are written down.
 */
export function breakGlassRoute(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    operationId: 'breakGlass',
    summary: 'One profile unmasked, with a reason; it is logged and raises an alert',
    tags: ['members'],
    security: [{ key: [] }],
    params: MemberPath,
    body: Body,
    response: { 200: ViewBody },
  };
  app.post<{ Params: { member: string }; Body: { reason: string } }>(
    '/v1/members/:member/break-glass',
    {
      config: { permission: 'members.break-glass', isUnkept: true },
      schema,
      serializerCompiler: () => (data) => JSON.stringify(data),
    },
    async ({ params, body, caller }, reply) => {
      const member = await findMember(ground, params.member);
      reply.header('cache-control', 'no-store');
      return breakGlass(ground, caller, member, body.reason);
    },
  );
}

function breakGlass(
  ground: StatementGround,
  caller: Caller,
  member: MemberRow,
  reason: string,
): Promise<unknown> {
  const { pool, audit } = ground;
  const [actor, subject] = [actorOf(caller), formatMemberId(member.memberId)];
  return transaction(pool, async (client) => {
    const fields = ['identifiers', 'profile'];
    await audit.note(client, [{ actor, action: 'members.break-glass', subject, fields, reason }]);
    await audit.raiseAlert(client, { kind: 'break_glass', actor, subject, detail: { reason } });
    return readView(ground, client, member, { reveal: true, personal: true });
  });
}
