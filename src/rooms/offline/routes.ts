import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { LIMITS } from '../../kernel/limits.ts';
import { type Rejection, reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import { actorOf, type Caller } from '../../platform/http/caller.ts';
import { eventsOfCaller, senderOf } from '../intake/index.ts';
import type { Offline, Reported } from './service.ts';
import type { OperationRow } from './store.ts';

const Text = Type.String({ minLength: 1, maxLength: LIMITS.text });
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Problems = Type.Array(Type.Record(Type.String(), Type.String()));
const State = Type.Enum(['applied', 'refused', 'review', 'accepted', 'dismissed']);

const UploadBody = Type.Object({
  till: Type.String({ description: 'The till, 1 to 60 printable characters.' }),
  operations: Type.Array(
    Type.Object({
      op: Type.String({ description: 'Its name at the till, for ever.' }),
      number: Type.Optional(Type.Integer({ minimum: 0, description: 'Running number.' })),
      type: Type.String({ description: 'As in POST /v1/events.' }),
      member: Type.Optional(Type.Record(Type.String(), Type.String())),
      to: Type.Optional(Type.Record(Type.String(), Type.String())),
      happenedAt: Type.String({ format: 'date-time' }),
      channel: Type.Optional(Text),
      store: Type.Optional(Text),
      data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
    { maxItems: LIMITS.eventsPerRequest },
  ),
});

const UploadAnswer = Type.Object({
  till: Type.String(),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'Operations by state.' }),
  conflicts: Type.Integer(),
  operations: Type.Array(
    Type.Object({
      op: NullableText,
      state: State,
      repeated: Type.Boolean({ description: 'Known before; this is its first result.' }),
      conflict: NullableText,
      problems: Problems,
    }),
    { description: 'In the order of the upload.' },
  ),
});

const Conflict = Type.Object({
  till: Type.String(),
  op: Type.String(),
  type: Type.String(),
  state: State,
  conflict: NullableText,
  problems: Problems,
  happenedAt: Type.String(),
  event: Type.Record(Type.String(), Type.Unknown()),
});

const ConflictsQuery = Type.Object(
  {
    state: Type.Enum(['open', 'all'], { default: 'open' }),
    till: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
  },
  { additionalProperties: false },
);

const ReviewPath = Type.Object({ till: Type.String(), op: Type.String() });
const ReviewBody = Type.Object(
  { decision: Type.Enum(['accept', 'dismiss']), reason: Text },
  { additionalProperties: false },
);

const TILL = /^[!-~]{1,60}$/;

const about = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags: ['offline'],
  security: [{ key: [] }],
});

/** Adds the routes of tills that were away: their uploads, and what a person decides. */
export function offlineRoutes(app: FastifyInstance, offline: Offline): void {
  app.post(
    '/v1/offline/uploads',
    {
      config: { permission: 'offline.upload' },
      schema: {
        ...about('uploadOffline', 'What a till did while it was away: each operation once'),
        body: UploadBody,
        response: { 200: UploadAnswer },
      },
      // Each operation tells its own problems: one that is odd does not hold up the others.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const { body, caller } = request;
      const { till, operations } = uploadOf(body);
      if (caller.touchpoint !== null && caller.touchpoint !== till) throw foreignTill(caller);
      const own = eventsOfCaller(caller, operations, ['store']);
      return answerOf(till, await offline.upload(till, own, senderOf(request)));
    },
  );
  app.get(
    '/v1/offline/conflicts',
    {
      config: { permission: 'offline.review' },
      schema: {
        ...about('listOfflineConflicts', 'Operations that the hub would not have done'),
        querystring: ConflictsQuery,
        response: { 200: Type.Object({ conflicts: Type.Array(Conflict) }) },
      },
    },
    async ({ query, caller }) => {
      const { state, till = null, limit } = query as Parameters<Offline['conflicts']>[0];
      const rows = await offline.conflicts({ state, till, limit }, actorOf(caller));
      return { conflicts: rows.map(conflictOf) };
    },
  );
  app.post(
    '/v1/offline/conflicts/:till/:op',
    {
      config: { permission: 'offline.review' },
      schema: {
        ...about('reviewOfflineConflict', 'Apply an operation after all, or let it go'),
        params: ReviewPath,
        body: ReviewBody,
        response: { 200: Conflict },
      },
    },
    async ({ params, body, caller }) => {
      const { till, op } = params as { till: string; op: string };
      const said = body as { decision: 'accept' | 'dismiss'; reason: string };
      return conflictOf(await offline.review(till, op, said, actorOf(caller)));
    },
  );
}

function uploadOf(body: unknown): { till: string; operations: readonly unknown[] } {
  const { till, operations } = (body ?? {}) as { till?: unknown; operations?: unknown };
  if (typeof till !== 'string' || !TILL.test(till)) throw unreadable('/till');
  if (!Array.isArray(operations) || operations.length > LIMITS.eventsPerRequest) {
    throw unreadable('/operations');
  }
  return { till, operations };
}

function foreignTill({ touchpoint }: Caller): Rejection {
  return reject(403, {
    code: 'touchpoint_foreign',
    path: '/till',
    detail: `This key uploads for the till ${touchpoint} only.`,
    fix: 'Upload with the key of that till.',
  });
}

function unreadable(path: string): Rejection {
  return reject(422, {
    code: 'upload_unreadable',
    path,
    detail: 'An upload is the name of a till and a list of at most 1,000 operations.',
    fix: 'Send { "till": "S001-3", "operations": [ … ] }; several uploads when there are more.',
  });
}

function answerOf(till: string, operations: readonly Reported[]) {
  const counts: Record<string, number> = {};
  for (const { state } of operations) counts[state] = (counts[state] ?? 0) + 1;
  const conflicts = operations.filter(({ conflict }) => conflict !== null).length;
  return { till, counts, conflicts, operations };
}

function conflictOf({ hash: _, happenedAt, ...row }: OperationRow) {
  return { ...row, happenedAt: formatInstant(happenedAt) };
}
