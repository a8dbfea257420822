import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { LIMITS } from '../../kernel/limits.ts';
import { reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import { actorOf } from '../../platform/http/caller.ts';
import { formatMemberId, parseMemberId } from '../members/index.ts';
import type { Identity } from './service.ts';
import type { DuplicateRow } from './store.ts';

const Text = Type.String({ minLength: 1, maxLength: LIMITS.text });
const NullableText = Type.Union([Type.String(), Type.Null()]);

const KnownBody = Type.Object(
  {
    name: Type.Optional(Text),
    birthday: Type.Optional(Type.String({ format: 'date' })),
    address: Type.Optional(Text),
    identifiers: Type.Optional(
      Type.Array(
        Type.Object(
          { kind: Text, value: Text, verified: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
        { maxItems: 20, description: '`verified`: the member has proved that it is theirs.' },
      ),
    ),
  },
  { additionalProperties: false },
);

const Duplicate = Type.Object(
  {
    pair: Type.String({ description: 'Names the two: mem_1+mem_2.' }),
    members: Type.Array(Type.String()),
    state: Type.Enum(['open', 'merged', 'different']),
    score: Type.Integer({
      description: 'How much speaks for one person; above zero more than not.',
    }),
    rule: NullableText,
    evidence: Type.Record(Type.String(), Type.Unknown()),
    foundAt: Type.String(),
    decidedAt: NullableText,
    decidedBy: NullableText,
  },
  { title: 'Duplicate' },
);
const Found = Type.Object({ items: Type.Array(Duplicate) });

const DuplicatesQuery = Type.Object(
  {
    state: Type.Enum(['open', 'merged', 'different', 'all'], { default: 'open' }),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
  },
  { additionalProperties: false },
);
const DecisionBody = Type.Object(
  {
    decision: Type.Enum(['merge', 'different']),
    into: Type.Optional(Type.String({ description: 'Who answers for both; else the older one.' })),
    reason: Type.Optional(Text),
  },
  { additionalProperties: false },
);

const about = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags: ['members'],
  security: [{ key: [] }],
});

/** Adds the routes of matching: what is known of a person, who may be one, what is decided. */
export function identityRoutes(app: FastifyInstance, identity: Identity): void {
  app.post(
    '/v1/members/:member/known',
    {
      config: { permission: 'members.write' },
      schema: {
        ...about('learnMember', 'What is known of a person, for matching: no value is stored'),
        params: Type.Object({ member: Type.String() }),
        body: KnownBody,
        response: { 200: Found },
      },
    },
    async ({ params, body, caller }) => {
      const { identifiers = [], ...rest } = body as Static<typeof KnownBody>;
      const proved = identifiers.map(({ verified = false, ...one }) => ({ ...one, verified }));
      const memberId = memberOf((params as { member: string }).member, '/path/member');
      const known = { ...rest, identifiers: proved };
      const rows = await identity.learn(memberId, known, actorOf(caller));
      return { items: rows.map(shown) };
    },
  );
  app.get(
    '/v1/members/duplicates',
    {
      config: { permission: 'members.merge' },
      schema: {
        ...about('listDuplicates', 'Who may be one person, with the evidence, the surest first'),
        querystring: DuplicatesQuery,
        response: { 200: Found },
      },
    },
    async ({ query }) => {
      const { state, limit } = query as Static<typeof DuplicatesQuery>;
      const rows = await identity.list(state === 'all' ? null : state, limit);
      return { items: rows.map(shown) };
    },
  );
  app.post(
    '/v1/members/duplicates/:pair',
    {
      config: { permission: 'members.merge' },
      schema: {
        ...about('decideDuplicate', 'One person, or two: remembered for ever'),
        params: Type.Object({ pair: Type.String() }),
        body: DecisionBody,
        response: { 200: Duplicate },
      },
    },
    async ({ params, body, caller }) => {
      const pair = pairOf((params as { pair: string }).pair);
      const { decision, into, reason = null } = body as Static<typeof DecisionBody>;
      const host = into === undefined ? null : memberOf(into, '/into');
      if (host !== null && !pair.includes(host)) throw notOne('/into');
      const said = { decision, into: host, reason, by: actorOf(caller) };
      return shown(await identity.decide(pair, said));
    },
  );
}

function memberOf(text: string, path: string): number {
  const id = parseMemberId(text);
  if (id === null) throw notOne(path);
  return id;
}

function pairOf(text: string): [number, number] {
  const [low = '', high = ''] = text.split('+');
  const [one, other] = [memberOf(low, '/path/pair'), memberOf(high, '/path/pair')];
  return one < other ? [one, other] : [other, one];
}

function notOne(path: string) {
  return reject(400, {
    code: 'member_id_unreadable',
    path,
    detail: 'This is no id of a member here.',
    fix: 'Write it as the hub does: mem_7310; two as mem_1+mem_2.',
  });
}

function shown({ low, high, foundAt, decidedAt, evidence, ...row }: DuplicateRow) {
  const members = [formatMemberId(low), formatMemberId(high)];
  return {
    pair: members.join('+'),
    members,
    ...row,
    evidence: { ...evidence },
    foundAt: formatInstant(foundAt),
    decidedAt: decidedAt === null ? null : formatInstant(decidedAt),
  };
}
