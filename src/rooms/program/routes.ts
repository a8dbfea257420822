import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { stringify } from 'yaml';
import { reject } from '../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { actorOf } from '../../platform/http/caller.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { documentSchema } from './core/document/schema.ts';
import { type ProposalGround, Proposals } from './proposals/proposals.ts';
import { proposalRoutes } from './proposals/routes.ts';
import { type AloneGround, publishingAlone } from './publish-alone.ts';
import {
  HistoryBody,
  HistoryQuery,
  PlanBody,
  PublicationBody,
  PublishedBody,
  SourceBody,
  ValidationBody,
  VersionBody,
  VersionPath,
} from './routes-schema.ts';
import type { ProgramService } from './service.ts';
import { momentOf, sourceOf } from './source-of.ts';
import type { ProgramVersion } from './versions.ts';

const tags = ['program'];

/** Adds `/v1/program…`: read, check, plan and publish the program document. */
export function addProgramRoutes(
  app: HttpServer,
  program: ProgramService<unknown>,
  ground: AloneGround & Omit<ProposalGround, 'program'>,
): void {
  addReading(app, program, ground.clock);
  addChecking(app, program);
  addPublishing(app, program, ground);
  proposalRoutes(app, new Proposals({ ...ground, program }));
}

function addReading(app: HttpServer, program: ProgramService<unknown>, clock: Clock): void {
  app.get(
    '/v1/program',
    {
      config: { permission: 'program.read' },
      schema: {
        operationId: 'getProgram',
        tags,
        summary: 'The program in force; as written with `Accept: application/yaml`.',
        response: { 200: VersionBody },
      },
    },
    async (request, reply) => sendVersion(request, reply, program, program.inForce(clock.now())),
  );
  app.get(
    '/v1/program/versions/:version',
    {
      config: { permission: 'program.read' },
      schema: {
        operationId: 'getProgramVersion',
        tags,
        summary: 'One published version.',
        params: VersionPath,
        response: { 200: VersionBody },
      },
    },
    async (request, reply) =>
      sendVersion(request, reply, program, program.version(request.params.version)),
  );
  app.get(
    '/v1/program/history',
    {
      config: { permission: 'program.read' },
      schema: {
        operationId: 'listProgramVersions',
        tags,
        summary: 'Published versions, newest first, and what each changed.',
        querystring: HistoryQuery,
        response: { 200: HistoryBody },
      },
    },
    async ({ query }) => {
      const entries = program.history(query.limit, query.before);
      const last = entries.at(-1)?.version ?? 1;
      return {
        versions: entries.map((entry) => ({ ...dated(entry), changes: [...entry.changes] })),
        next: last > 1 ? last : null,
      };
    },
  );
  app.get(
    '/v1/program/schema',
    {
      config: { permission: 'program.read' },
      schema: {
        operationId: 'getProgramSchema',
        tags,
        summary: 'The JSON Schema of the document.',
      },
    },
    async () => documentSchema(program.sections),
  );
}

function addChecking(app: HttpServer, program: ProgramService<unknown>): void {
  app.post(
    '/v1/program/validate',
    {
      config: { permission: 'program.read' },
      schema: {
        operationId: 'validateProgram',
        tags,
        summary: 'Everything that is wrong with a document; nothing is changed.',
        body: SourceBody,
        response: { 200: ValidationBody },
      },
    },
    async ({ body }) => {
      const { problems } = program.validate(sourceOf(body));
      return { valid: problems.length === 0, problems: [...problems] };
    },
  );
  app.post(
    '/v1/program/plan',
    {
      config: { permission: 'program.read' },
      schema: {
        operationId: 'planProgram',
        tags,
        summary: 'What publishing a document would change, in words.',
        body: SourceBody,
        response: { 200: PlanBody },
      },
    },
    async ({ body }) => {
      const { version, changes } = await program.plan(sourceOf(body));
      return { version, changes: [...changes] };
    },
  );
}

function addPublishing(
  app: HttpServer,
  program: ProgramService<unknown>,
  ground: AloneGround,
): void {
  app.put(
    '/v1/program',
    {
      config: { permission: 'program.apply' },
      schema: {
        operationId: 'publishProgram',
        tags,
        summary: 'Publishes a document as the next version; with `dryRun` only says what would be.',
        body: PublicationBody,
        response: { 200: PublishedBody },
      },
    },
    async (request) => {
      const { body } = request;
      const note = body.dryRun
        ? undefined
        : await publishingAlone(ground, request.caller, body.reason);
      const publication = {
        ...sourceOf(body),
        note: body.note,
        expectVersion: expected(request.headers['if-match'], body.expectVersion),
        effectiveFrom: momentOf(body.effectiveFrom),
        dryRun: body.dryRun,
        by: actorOf(request.caller),
      };
      const published = await program.publish(publication, note);
      const effectiveFrom = momentText(published.effectiveFrom);
      return { ...published, effectiveFrom, changes: [...published.changes] };
    },
  );
}

async function sendVersion(
  request: FastifyRequest,
  reply: FastifyReply,
  program: ProgramService<unknown>,
  version: ProgramVersion<unknown> | null,
): Promise<Static<typeof VersionBody> | undefined> {
  if (!version) throw noProgram(program.version() !== null);
  reply.header('etag', `"${version.version}"`);
  reply.header('vary', 'accept');
  if (!/\byaml\b/.test(request.headers.accept ?? '')) {
    return { ...dated(version), document: version.document };
  }
  const written = await program.written(version.version);
  reply.type('application/yaml; charset=utf-8');
  // The text bypasses the JSON schema of the route.
  reply.serializer(String);
  await reply.send(written?.format === 'yaml' ? written.text : stringify(version.document));
  return undefined;
}

interface Dated {
  readonly version: number;
  readonly hash: string;
  readonly effectiveFrom: Instant;
  readonly publishedAt: Instant;
  readonly publishedBy: string | null;
  readonly note: string | null;
}

function dated({ version, hash, effectiveFrom, publishedAt, publishedBy, note }: Dated) {
  return {
    version,
    hash,
    effectiveFrom: momentText(effectiveFrom),
    publishedAt: formatInstant(publishedAt),
    publishedBy,
    note,
  };
}

function momentText(moment: Instant): string | null {
  return Number.isFinite(moment) ? formatInstant(moment) : null;
}

/** The version that the caller looked at: in the body, or as the etag of what was fetched. */
function expected(ifMatch: string | undefined, version: number | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return version;
  const tag = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (tag !== undefined && (version === undefined || version === Number(tag))) return Number(tag);
  throw reject(400, {
    code: 'invalid_input',
    path: '/headers/if-match',
    detail: `If-Match ${ifMatch.slice(0, 40)} is not the number of a version.`,
    fix: 'Send the etag of GET /v1/program, or leave it out and use `expectVersion`.',
  });
}

function noProgram(some: boolean) {
  return reject(404, {
    code: some ? 'program_version_unknown' : 'program_missing',
    path: '',
    detail: some ? 'There is no such version.' : 'No program has been published yet.',
    fix: some ? 'GET /v1/program/history lists the versions.' : 'Publish one: PUT /v1/program.',
  });
}
