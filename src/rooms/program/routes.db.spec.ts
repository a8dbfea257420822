import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Type from 'typebox';
import { parse } from 'yaml';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { ADMIN } from '../../platform/http/caller.ts';
import { createServer, type HttpServer } from '../../platform/http/server.ts';
import { openLog } from '../../platform/log.ts';
import { openMetrics } from '../../platform/metrics.ts';
import { AuditLog } from '../audit/index.ts';
import type { Section } from './core/section.ts';
import { addProgramRoutes } from './routes.ts';
import { createProgram } from './service.ts';

const sections: Section[] = [
  {
    name: 'points',
    noun: 'Currency',
    power: 'operations',
    schema: Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.Integer()),
    required: true,
    check: () => [],
  },
];

const text = (worth: number) =>
  `# with a comment\nprogram: shop\ntimezone: UTC\ncurrency: CNY\npoints: { star: ${worth} }\n`;

describe('the program over HTTP', () => {
  let database: TestDatabase;
  let app: HttpServer;

  before(async () => {
    database = await testDatabase();
    const clock = new TurnedClock(Date.parse('2026-06-19T04:00:00Z'));
    const program = createProgram({ pool: database.pool, sections, clock, compile: () => null });
    app = await createServer({
      config: { bodyBytesMax: 2_000_000 },
      log: openLog('silent'),
      metrics: openMetrics({ ofProcess: false }),
      authenticators: [() => ({ ...ADMIN, id: 'ana', kind: 'operator' })],
    });
    const operators = { count: async () => 0 };
    const audit = new AuditLog(clock);
    addProgramRoutes(app, program, { pool: database.pool, clock, audit, operators });
    await app.ready();
  });
  after(async () => {
    await app.close();
    await database.drop();
  });

  async function ask(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, more = {}) {
    const headers = { authorization: 'Bearer key', ...more };
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: answer.statusCode, headers: answer.headers, text: answer.body };
  }

  it('says when there is no program yet', async () => {
    const { status, text } = await ask('GET', '/v1/program');
    assert.deepEqual([status, JSON.parse(text).code], [404, 'program_missing']);
  });

  it('validates without changing anything, and names everything that is wrong', async () => {
    const wrong = {
      program: 'shop',
      timezone: 'UTC',
      currency: 'CNY',
      points: { star: 1.5, A: 1 },
    };
    const answer = await ask('POST', '/v1/program/validate', { document: wrong });
    const { valid, problems } = JSON.parse(answer.text);
    assert.deepEqual([answer.status, valid], [200, false]);
    assert.deepEqual(
      problems.map((one: { path: string }) => one.path),
      ['/points/star', '/points/A'],
    );
    const right = await ask('POST', '/v1/program/validate', { text: text(1) });
    assert.deepEqual(JSON.parse(right.text), { valid: true, problems: [] });
  });

  it('publishes, and gives the program back as JSON and as it was written', async () => {
    const answer = await ask('PUT', '/v1/program', {
      text: text(1),
      expectVersion: 0,
      note: 'first',
    });
    const published = JSON.parse(answer.text);
    assert.deepEqual([answer.status, published.outcome, published.version], [200, 'published', 1]);
    assert.equal(published.effectiveFrom, null);
    const json = await ask('GET', '/v1/program');
    assert.equal(json.headers.etag, '"1"');
    const version = JSON.parse(json.text);
    assert.deepEqual([version.note, version.publishedBy], ['first', 'operator:ana']);
    assert.deepEqual(version.document, parse(text(1)));
    const yaml = await ask('GET', '/v1/program', undefined, { accept: 'application/yaml' });
    assert.equal(yaml.text, text(1));
  });

  it('refuses an old etag, a wrong document and a wrong moment, and changes nothing', async () => {
    const stale = await ask('PUT', '/v1/program', { text: text(2) }, { 'if-match': '"7"' });
    assert.deepEqual([stale.status, JSON.parse(stale.text).code], [409, 'program_changed']);
    const wrong = await ask('PUT', '/v1/program', { text: 'points: {' });
    assert.deepEqual([wrong.status, JSON.parse(wrong.text).code], [422, 'document_syntax']);
    const both = await ask('PUT', '/v1/program', { text: text(2), document: {} });
    assert.equal(both.status, 400);
    const when = await ask('PUT', '/v1/program', { text: text(2), effectiveFrom: '2026-11-01' });
    assert.deepEqual([when.status, JSON.parse(when.text).path], [400, '/effectiveFrom']);
    assert.equal(JSON.parse((await ask('GET', '/v1/program')).text).version, 1);
  });

  it('plans, publishes for later, and tells the history', async () => {
    const plan = JSON.parse((await ask('POST', '/v1/program/plan', { text: text(2) })).text);
    assert.deepEqual(
      plan.changes.map((one: { text: string }) => one.text),
      ['Currency star: 1 → 2'],
    );
    const later = { text: text(2), effectiveFrom: '2026-11-01T00:00:00+08:00' };
    const dry = JSON.parse((await ask('PUT', '/v1/program', { ...later, dryRun: true })).text);
    const real = JSON.parse((await ask('PUT', '/v1/program', later)).text);
    assert.deepEqual({ ...dry, dryRun: false }, real);
    assert.equal(JSON.parse((await ask('GET', '/v1/program')).text).version, 1);
    assert.equal((await ask('GET', '/v1/program/versions/2')).status, 200);
    assert.equal((await ask('GET', '/v1/program/versions/3')).status, 404);
    const history = JSON.parse((await ask('GET', '/v1/program/history?limit=1')).text);
    assert.deepEqual([history.versions[0].version, history.next], [2, 2]);
  });

  it('gives the schema of the document', async () => {
    const schema = JSON.parse((await ask('GET', '/v1/program/schema')).text);
    assert.deepEqual(schema.required, ['program', 'timezone', 'currency', 'points']);
  });
});
