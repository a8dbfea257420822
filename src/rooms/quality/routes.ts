import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Clock } from '../../platform/clock.ts';
import type { Pool } from '../../platform/db/pool.ts';
import { type FindingKind, KINDS } from './core/findings.ts';
import { type QualityQuery, readMend, readQuality } from './read-quality.ts';

const Text = Type.String();
const Day = Type.Optional(
  Type.String({ format: 'date', description: 'A day of recording, of UTC, such as 2026-06-19.' }),
);
const Source = Type.Optional(Type.String({ maxLength: 200 }));
const strict = { additionalProperties: false };

const Figures = Type.Array(
  Type.Object(
    {
      dimension: Type.Enum(['completeness', 'validity', 'uniqueness', 'timeliness', 'match']),
      figure: Text,
      good: Type.Integer(),
      of: Type.Integer(),
      rate: Type.Union([Type.Number(), Type.Null()]),
    },
    { title: 'Rate' },
  ),
);
const members = { at: Type.Union([Text, Type.Null()]), members: Type.Integer(), figures: Figures };

const QualityBody = Type.Object({
  from: Text,
  to: Text,
  figures: Figures,
  sources: Type.Array(Type.Object({ source: Text, figures: Figures })),
  channels: Type.Array(Type.Object({ channel: Text, figures: Figures })),
  days: Type.Array(Type.Object({ day: Text, figures: Figures })),
  members: Type.Union([
    Type.Object({ ...members, before: Type.Array(Type.Object(members)) }),
    Type.Null({ description: 'Until all members have been looked at once.' }),
  ]),
});

const MendBody = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: Type.Enum(Object.keys(KINDS)),
      source: Text,
      subject: Text,
      times: Type.Integer(),
      firstSeen: Text,
      lastSeen: Text,
      hint: Type.Union([Text, Type.Null()]),
      fix: Text,
    }),
  ),
});

/** `GET /v1/data-quality` and what to mend. */
export function qualityRoutes(
  app: FastifyInstance,
  { pool, clock }: { readonly pool: Pool; readonly clock: Clock },
): void {
  const about = { tags: ['quality'], security: [{ key: [] }] };
  const config = { permission: 'quality.read' };
  app.get<{ Querystring: QualityQuery }>(
    '/v1/data-quality',
    {
      config,
      schema: {
        ...about,
        operationId: 'getDataQuality',
        summary: 'How complete, valid, timely and matched the data is, by source, channel and day',
        querystring: Type.Object({ from: Day, to: Day, source: Source }, strict),
        response: { 200: QualityBody },
      },
    },
    ({ query }) => readQuality(pool, query, clock.now()),
  );
  app.get<{ Querystring: { kind?: FindingKind; source?: string; limit: number } }>(
    '/v1/data-quality/mend',
    {
      config,
      schema: {
        ...about,
        operationId: 'listToMend',
        summary: 'What to mend, the most frequent first, and how',
        querystring: Type.Object(
          {
            kind: Type.Optional(Type.Enum(Object.keys(KINDS))),
            source: Source,
            limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
          },
          strict,
        ),
        response: { 200: MendBody },
      },
    },
    ({ query }) => readMend(pool, query),
  );
}
