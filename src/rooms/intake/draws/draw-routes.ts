import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Clock } from '../../../platform/clock.ts';
import type { Pool } from '../../../platform/db/pool.ts';
import { actorOf } from '../../../platform/http/caller.ts';
import type { AuditLog } from '../../audit/index.ts';
import type { Intake, ProgramSource } from '../service.ts';
import { noProgram } from '../service.ts';
import { closeDraw } from './close-draw.ts';

const Answer = Type.Object({
  reward: Type.String(),
  seal: Type.String(),
  drawnAt: Type.String({ format: 'date-time' }),
  entries: Type.Integer(),
  winners: Type.Integer(),
  more: Type.Boolean({ description: 'Call again: some have not been told yet.' }),
});

/** `POST /v1/rewards/{reward}/draw`: closes a draw with the seed of its seal. */
export function drawRoutes(
  app: FastifyInstance,
  parts: {
    readonly pool: Pool;
    readonly clock: Clock;
    readonly intake: Intake;
    readonly programs: ProgramSource;
    readonly audit: AuditLog;
  },
): void {
  const { pool, clock, intake, programs, audit } = parts;
  const schema = {
    operationId: 'closeDraw',
    summary: 'Draw a reward among its entries: the same winners however often it is called',
    tags: ['rewards'],
    security: [{ key: [] }],
    params: Type.Object({ reward: Type.String({ maxLength: 40 }) }),
    body: Type.Object(
      { seed: Type.String({ minLength: 1, maxLength: 200, description: 'What the seal hides.' }) },
      { additionalProperties: false },
    ),
    response: { 200: Answer },
  };
  const config = { permission: 'rewards.draw' };
  app.post('/v1/rewards/:reward/draw', { config, schema }, ({ params, body, caller }) => {
    const now = clock.now();
    const program = programs.inForce(now)?.compiled;
    if (!program) throw noProgram();
    const { reward } = params as { reward: string };
    const { seed } = body as { seed: string };
    return closeDraw({ pool, intake, program, now, by: actorOf(caller), audit }, { reward, seed });
  });
}
