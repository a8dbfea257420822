import Type, { type Static } from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';
import { reject } from '../../../kernel/problem.ts';
import { formatInstant, type Instant, parseInstant } from '../../../kernel/time.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { KEY_ID } from '../core/key-text.ts';
import type { ApiKeys } from './api-keys.ts';
import type { KeyRow } from './key-store.ts';

const Text = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.text });
const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

const NewKeyBody = Type.Object(
  {
    name: Text('For people: which till, app or partner holds it.'),
    id: Type.Optional(
      Type.String({ pattern: KEY_ID.source, description: 'Its name for ever; made by default.' }),
    ),
    permissions: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 })),
    roles: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 10 })),
    store: Type.Optional(Maybe(Text('The only store it may write for.'))),
    touchpoint: Type.Optional(Maybe(Text('The till, kiosk or app that it is.'))),
    expiresAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'A year from now by default; 3 at most.' }),
    ),
    requestsPerMinute: Type.Optional(
      Maybe(
        Type.Integer({ minimum: 1, maximum: 10_000_000, description: "The hub's by default." }),
      ),
    ),
  },
  { additionalProperties: false },
);

const KeyBody = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    permissions: Type.Array(Type.String()),
    store: Maybe(Type.String()),
    touchpoint: Maybe(Type.String()),
    requestsPerMinute: Maybe(Type.Integer()),
    createdAt: Moment,
    createdBy: Type.String(),
    expiresAt: Moment,
    revokedAt: Maybe(Moment),
    revokedBy: Maybe(Type.String()),
    lastUsedAt: Maybe(Type.String({ description: 'To about half a minute.' })),
  },
  { title: 'ApiKey' },
);

const MadeBody = Type.Object({
  key: Type.String({ description: 'The key: told now and never again.' }),
  ...KeyBody.properties,
});

const KeyPath = Type.Object({ key: Type.String({ description: 'Its id, not its text.' }) });
const ListQuery = Type.Object(
  {
    after: Type.String({ default: '', maxLength: 60, description: '`next` of the page before.' }),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
  },
  { additionalProperties: false },
);

/** `/v1/keys`: make, list and revoke API keys. */
export function keyRoutes(app: HttpServer, keys: ApiKeys): void {
  const config = { permission: 'access.manage' };
  const made = { ...about('makeKey', 'Make an API key; its text is told once'), body: NewKeyBody };
  app.post(
    '/v1/keys',
    { config: { ...config, isUnkept: true }, schema: { ...made, response: { 201: MadeBody } } },
    async (request, reply) => {
      const asked = { ...request.body, expiresAt: momentOf(request.body.expiresAt) };
      const { key, row } = await keys.make(asked, request.caller);
      reply.code(201).header('cache-control', 'no-store');
      return { key, ...told(row) };
    },
  );
  const list = Type.Object({ keys: Type.Array(KeyBody), next: Maybe(Type.String()) });
  const listed = { ...about('listKeys', 'API keys by id'), querystring: ListQuery };
  app.get(
    '/v1/keys',
    { config, schema: { ...listed, response: { 200: list } } },
    async ({ query }) => {
      const rows = await keys.list(query);
      const next = rows.length < query.limit ? null : (rows.at(-1)?.id ?? null);
      return { keys: rows.map(told), next };
    },
  );
  const one = { params: KeyPath, response: { 200: KeyBody } };
  const read = { ...about('getKey', 'One API key, without its text'), ...one };
  app.get('/v1/keys/:key', { config, schema: read }, async ({ params }) =>
    told(await keys.read(params.key)),
  );
  const revoke = { ...about('revokeKey', 'End a key: within a second on every hub'), ...one };
  app.delete('/v1/keys/:key', { config, schema: revoke }, async ({ params, caller }) =>
    told(await keys.revoke(params.key, caller)),
  );
}

function told(row: KeyRow): Static<typeof KeyBody> {
  const { createdAt, expiresAt, revokedAt, lastUsedAt, permissions } = row;
  const moment = (at: Instant | null) => (at === null ? null : formatInstant(at));
  return {
    ...row,
    permissions: [...permissions],
    createdAt: formatInstant(createdAt),
    expiresAt: formatInstant(expiresAt),
    revokedAt: moment(revokedAt),
    lastUsedAt: moment(lastUsedAt),
  };
}

function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const moment = parseInstant(text);
  if (moment !== null) return moment;
  throw reject(400, {
    code: 'invalid_input',
    path: '/expiresAt',
    detail: 'is no moment with a time zone',
    fix: 'Write an ISO 8601 instant, such as 2027-11-01T00:00:00+08:00.',
  });
}

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: ['access'], security: [{ key: [] }] };
}
