import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Rejection } from '../../kernel/problem.ts';
import { permissionOfType } from './core/permission-of-type.ts';
import { eventsOfBody, itemOf, statusOfResult } from './http/batch.ts';
import { eventOfBody, problemsOfBody } from './http/event-of-body.ts';
import { eventsOfCaller } from './http/events-of-caller.ts';
import { rehearsalOf, withoutRehearsal } from './http/rehearsal.ts';
import {
  AnswerBody,
  BatchBody,
  EventsBody,
  EventsQuery,
  RehearsalQuery,
  ReviewPath,
  WritePath,
} from './http/schemas.ts';
import { senderOf } from './http/sender.ts';
import { WRITES, type Write } from './http/write.ts';
import type { Intake } from './service.ts';
import type { Result } from './ticket.ts';

/**
 * The schemas are for readers: the intake's own reading tells every problem with its fix, and an
 * answer is written as it is. On the way of a purchase neither costs anything.
 */
const AS_IT_IS = {
  validatorCompiler: () => () => true,
  serializerCompiler: () => (data: unknown) => JSON.stringify(data),
};

/** Adds every route that writes: `POST /v1/events` and those of `WRITES`. */
export function intakeRoutes(app: FastifyInstance, intake: Intake): void {
  addEvents(app, intake);
  for (const write of WRITES) addWrite(app, intake, write);
}

function addEvents(app: FastifyInstance, intake: Intake): void {
  const schema = {
    operationId: 'recordEvents',
    summary: 'One event, or up to 1,000: each is decided once, on its own',
    tags: ['events'],
    security: [{ key: [] }],
    querystring: EventsQuery,
    body: EventsBody,
    response: { 200: Type.Union([AnswerBody, BatchBody]), 201: AnswerBody },
  };
  const config = { permission: 'events.write' };
  app.post('/v1/events', { config, schema, ...AS_IT_IS }, async (request, reply) => {
    const { body } = request;
    const rehearsal = rehearsalOf(request, body, ['history']);
    const from = senderOf(request);
    const run = (inputs: unknown[]) =>
      rehearsal ? intake.preview(inputs, { ...rehearsal, from }) : intake.submit(inputs, from);
    const many = eventsOfBody(body, keyOf(request));
    if (many === null) {
      const results = await run(eventsOfCaller(request.caller, [named(body, request)]));
      return answer(reply, results[0] as Result, rehearsal !== null);
    }
    const results = await run(eventsOfCaller(request.caller, many));
    return { results: results.map((result) => itemOf(result, rehearsal !== null)) };
  });
}

function addWrite(app: FastifyInstance, intake: Intake, write: Write): void {
  const schema = {
    operationId: write.operationId,
    summary: write.summary,
    tags: [write.tag],
    security: [{ key: [] }],
    querystring: RehearsalQuery,
    ...(write.path.includes(':member') ? { params: WritePath } : {}),
    ...(write.path.includes(':referral') ? { params: ReviewPath } : {}),
    body: write.body,
    response: { 200: AnswerBody, 201: AnswerBody },
  };
  app.route({
    method: write.method,
    url: write.path,
    config: { permission: permissionOfType(write.type) },
    schema,
    ...AS_IT_IS,
    handler: async (request, reply) => {
      const { body } = request;
      const { member } = request.params as { member?: string };
      const rehearsal = rehearsalOf(request, body);
      const read = eventOfBody(write, body, member, () => keyOf(request) ?? randomUUID());
      if ('problem' in read) throw new Rejection(422, [read.problem]);
      const event = withPath(write, read.event, request.params);
      const events = eventsOfCaller(request.caller, [event]);
      const from = senderOf(request);
      const results = rehearsal
        ? await intake.preview(events, { ...rehearsal, from })
        : await intake.submit(events, from);
      return answer(reply, results[0] as Result, rehearsal !== null, write);
    },
  });
}

/** The event with what the path says beyond a member. */
function withPath({ about }: Write, event: unknown, params: unknown): unknown {
  if (!about || typeof event !== 'object' || event === null) return event;
  const { member, data } = about(params as Readonly<Record<string, string>>);
  return { ...event, member, data: { ...(event as { data?: object }).data, ...data } };
}

/** One answer, or the problem document of a refusal with the paths of this route's body. */
function answer(reply: FastifyReply, result: Result, dryRun: boolean, write?: Write): unknown {
  if (!result.ok) {
    const problems = write ? problemsOfBody(write, result.problems) : result.problems;
    throw new Rejection(result.status, problems);
  }
  reply.code(statusOfResult(result, dryRun));
  return result.answer;
}

function named(body: unknown, request: FastifyRequest): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const event = withoutRehearsal(body as Record<string, unknown>);
  if (event.id !== undefined && event.id !== null) return event;
  return { ...event, id: keyOf(request) ?? randomUUID() };
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}
