import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { LIMITS } from '../../kernel/limits.ts';
import { actorOf } from '../../platform/http/caller.ts';
import {
  codesOfPool,
  type GenerateRequest,
  generatePool,
  type ImportRequest,
  importCodes,
  listPools,
  type PoolGround,
} from './pools.ts';

const strict = { additionalProperties: false };
/** Codes that one request may bring. */
const CODES_MOST = 10_000;

const Id = Type.Optional(
  Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$',
    description: 'Names the pool for ever; made when left out.',
  }),
);
const Generate = Type.Object(
  {
    id: Id,
    size: Type.Integer({ minimum: 1, maximum: LIMITS.amount, description: 'Codes, at most.' }),
    prefix: Type.Optional(
      Type.String({ maxLength: 40, description: "What codes begin with; the coupon's default." }),
    ),
    length: Type.Optional(
      Type.Integer({ description: 'Random symbols; by default as few as nobody can guess.' }),
    ),
  },
  strict,
);
const Import = Type.Object(
  {
    id: Id,
    codes: Type.Array(Type.String({ minLength: 1, maxLength: 160 }), {
      minItems: 1,
      maxItems: CODES_MOST,
      description: 'Printed codes; send more with the same id.',
    }),
  },
  strict,
);
const Pool = Type.Object({
  id: Type.String(),
  definition: Type.String(),
  program: Type.Integer({ description: 'The version whose terms the codes promise.' }),
  kind: Type.Enum(['generated', 'imported']),
  prefix: Type.String(),
  length: Type.Integer(),
  size: Type.Integer(),
  createdAt: Type.String(),
});
const Listed = Type.Object({
  ...Pool.properties,
  taken: Type.Integer({ description: 'Reserved for a basket.' }),
  used: Type.Integer(),
});
const PoolPath = Type.Object({ pool: Type.String() });
const DefinitionPath = Type.Object({ definition: Type.String({ description: 'The coupon.' }) });

/** Codes of pools: generated, imported, listed, and given out as a text with a code to a line. */
export function poolRoutes(app: FastifyInstance, ground: PoolGround): void {
  app.post(
    '/v1/coupons/:definition/pools',
    {
      config: { permission: 'coupons.write' },
      schema: {
        ...about('makeCodePool', 'Generate a pool of codes (`size`), or import printed `codes`'),
        params: DefinitionPath,
        body: Type.Union([Generate, Import]),
        response: { 200: Pool, 201: Pool },
      },
    },
    async (request, reply) => {
      const { definition } = request.params as Static<typeof DefinitionPath>;
      const body = request.body as GenerateRequest | ImportRequest;
      const { created, pool } =
        'codes' in body
          ? await importCodes(ground, definition, body, actorOf(request.caller))
          : await generatePool(ground, definition, body, actorOf(request.caller));
      reply.code(created ? 201 : 200);
      return pool;
    },
  );
  app.get(
    '/v1/coupons/pools',
    {
      config: { permission: 'coupons.read' },
      schema: {
        ...about('listCodePools', 'Pools of codes, and how many of each are reserved and used'),
        response: { 200: Type.Object({ pools: Type.Array(Listed) }) },
      },
    },
    () => listPools(ground),
  );
  app.get(
    '/v1/coupons/pools/:pool/codes',
    {
      config: { permission: 'coupons.codes', isStream: true },
      schema: {
        ...about('exportCodes', 'All codes of a pool, one to a line'),
        params: PoolPath,
        response: { 200: Type.String() },
      },
    },
    async (request, reply) => {
      const { pool } = request.params as Static<typeof PoolPath>;
      const codes = await codesOfPool(ground, pool, actorOf(request.caller));
      reply.type('text/plain; charset=utf-8');
      return reply.send(Readable.from(codes));
    },
  );
}

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: ['coupons'], security: [{ key: [] }] };
}
