import Type from 'typebox';
import type { Clock } from '../../platform/clock.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Cursor } from './cursor.ts';
import { type ProofOptions, type ProofStep, proofStep } from './service.ts';

/** One request looks at pages for about so long. */
const REQUEST_MS = 1_000;

const Body = Type.Object({
  quick: Type.Optional(
    Type.Boolean({ description: 'Do not decide every event again.', default: false }),
  ),
  cursor: Type.Optional(Type.Union([Cursor, Type.Null()])),
});

const Answer = Type.Object({
  differences: Type.Integer({ description: 'Found in this part; the first 20 are listed.' }),
  first: Type.Array(
    Type.Object({
      member: Type.Union([Type.String(), Type.Null()]),
      what: Type.String(),
      where: Type.String(),
      expected: Type.String(),
      found: Type.String(),
    }),
  ),
  sums: Cursor.properties.sums,
  membersTotal: Type.Integer(),
  next: Type.Union([Cursor, Type.Null()], {
    description: 'Send it back as `cursor` to go on; null when everything has been looked at.',
  }),
});

/** `POST /v1/proofs`: proves a part of the books, and says where to go on. */
export function proofRoutes(
  app: HttpServer,
  options: Pick<ProofOptions, 'pool' | 'programs'> & { readonly clock: Clock },
): void {
  const { pool, programs, clock } = options;
  app.post(
    '/v1/proofs',
    {
      config: { permission: 'proof.run' },
      schema: {
        operationId: 'proveBooks',
        tags: ['proof'],
        summary: 'Rebuild balances, lots and tiers from entries and events, and compare.',
        body: Body,
        response: { 200: Answer },
      },
    },
    async ({ body }) => {
      const until = clock.now() + REQUEST_MS;
      const first: ProofStep['first'][number][] = [];
      let differences = 0;
      let cursor: Cursor | null = body.cursor ?? null;
      for (;;) {
        const settings = { pool, programs, quick: body.quick ?? false };
        const step: ProofStep = await proofStep(settings, cursor);
        differences += step.differences;
        first.push(...step.first);
        cursor = step.next;
        if (cursor && clock.now() < until) continue;
        const { sums, membersTotal } = step;
        return { differences, first: first.slice(0, 20), sums, membersTotal, next: cursor };
      }
    },
  );
}
