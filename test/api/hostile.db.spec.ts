/**
 * Goal: whatever is sent, no answer is a 5xx, every refusal names code, path and fix, and a refusal
 * changes nothing. Method: generated bodies, urls and headers against every route of a real hub.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { WRITES } from '../../src/rooms/intake/http/write.ts';
import { type Answer, fingerprint, testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1) });
after(() => hub.stop());

const RUNS = { numRuns: 300, seed: 20_260_601, endOnFailure: true };

before(async () => {
  const line = (gross: number, quantity: number) => ({ gross, quantity });
  const { body } = await hub.post('/v1/events', [
    {
      id: 'bought',
      type: 'purchase',
      member: { card: 'A' },
      data: { lines: [line(10_000, 3), line(5_000, 1)], receipt: 'R1' },
    },
    {
      id: 'given',
      type: 'points.goodwill',
      member: { card: 'A' },
      data: { currency: 'star', amount: 100, reason: 'test' },
    },
  ]);
  assert.ok(body.results.every(({ status }: Answer) => status === 201));
});

/** A refusal as a client can use it; an acceptance is fine too, a 5xx never. */
function assertCivil({ status, body }: Answer, sent: unknown): void {
  const told = JSON.stringify(sent)?.slice(0, 300);
  assert.ok(status < 500, `${status} for ${told}: ${JSON.stringify(body)}`);
  if (status < 400) return;
  for (const problem of body.problems) {
    assert.match(problem.code, /^[a-z][a-z0-9_]*$/, told);
    assert.equal(typeof problem.path, 'string', told);
    assert.ok(problem.fix.length > 0 && problem.detail.length > 0, told);
  }
  assert.ok(body.problems.length > 0 && body.code === body.problems[0].code, told);
  assert.ok(JSON.stringify(body).length < 30_000, `a short refusal of ${told}`);
}

const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...['', ' ', 'NaN', '-0', '1e999', 'Infinity', '0x10', '١٢٣', 'null', 'undefined', '\u0000'],
    ...[
      '\ud800',
      '\u202etxt',
      '👨‍👩‍👧‍👦',
      'ﬀ',
      'İ',
      "'; drop table events; --",
      '../../etc',
      '%00',
      '{}',
    ],
    ...['2026-02-30T00:00:00Z', '2026-05-01', '2026-05-01T10:00', '9999-12-31T23:59:59Z'],
    ...['-000001-01-01T00:00:00Z', '2026-05-01T10:00:00+25:00', '1969-12-31T23:59:59Z'],
    ...[
      '__proto__',
      'constructor',
      'mem_1',
      'mem_9999999999999999',
      'phone:',
      ':',
      'A'.repeat(300),
    ],
  ),
);
const nastyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(...[-1, 0, -0, 0.1, 1e21, 2 ** 53, -(2 ** 53), 1_000_000_000_001, 1e-9]),
);
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom(null, true, false, [], {}, [[]], [null], { id: {} }),
  fc.object({ maxDepth: 3, maxKeys: 4 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Sound fields of every kind of event, of which a few go wrong. */
const SOUND: Readonly<Record<string, unknown>> = {
  source: 'pos',
  happenedAt: '2026-05-20T10:00:00+08:00',
  member: { card: 'A' },
  currency: 'star',
  amount: 1,
  reason: 'why',
  hold: 'h',
  purchase: { id: 'bought' },
  data: { total: 100 },
  attributes: { city: 'x' },
  tags: ['x'],
};
const NAMES = [
  ...Object.keys(SOUND),
  ...['id', 'type', 'to', 'channel', 'store', 'touchpoint', 'receipt', 'lines', 'until', 'untag'],
  ...['expiresAt', 'dryRun', 'at', '__proto__', 'constructor', 'events', 'extra'],
];

const brokenFields = fc
  .tuple(
    fc.subarray(Object.keys(SOUND)),
    fc.array(fc.tuple(fc.constantFrom(...NAMES), nasty), { minLength: 1, maxLength: 4 }),
  )
  .map(([kept, broken]) => [
    ...kept.map((name) => [name, SOUND[name]] as const),
    ...broken.map(([name, value]) => [name, value] as const),
  ]);

/** JSON text, so that keys such as `__proto__` and doubled keys really travel. */
const brokenBody = brokenFields.map(
  (fields) =>
    `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${toJson(value)}`).join(',')}}`,
);

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

const routes = [
  { method: 'POST', path: '/v1/events' },
  ...WRITES.map(({ method, path }) => ({ method, path })),
  { method: 'PUT', path: '/v1/program' },
  { method: 'POST', path: '/v1/program/plan' },
  { method: 'PUT', path: '/v1/catalog/stores' },
];
const members = fc.constantFrom('card:A', 'mem_1', 'card:nobody', 'phone:12', 'x', 'mem_999999');
const JSON_TYPE = { 'content-type': 'application/json' };

async function send(method: string, path: string, body: string, headers = {}): Promise<Answer> {
  return hub.request(method, path, { body, headers: { ...JSON_TYPE, ...headers } });
}

test('broken bodies on every writing route', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...routes),
    members,
    brokenBody,
    async ({ method, path }, member, body) => {
      const before = await fingerprint(hub.pool);
      const answer = await send(method, path.replace(':member', member), body);
      assertCivil(answer, [path, body]);
      if (answer.status >= 400) assert.deepEqual(await fingerprint(hub.pool), before, body);
    },
  );
  await fc.assert(property, RUNS);
});

test('events whose data is broken', async () => {
  const types = ['purchase', 'return', 'points.adjust', 'points.hold', 'visit', 'points.transfer'];
  const lines = fc.array(
    fc.record(
      { gross: nasty, quantity: nasty, discount: nasty, line: nasty, tax: nasty },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  );
  const data = fc.record(
    {
      lines: fc.oneof(lines, nasty),
      total: nasty,
      amount: nasty,
      currency: fc.oneof(fc.constant('star'), nasty),
      purchase: fc.oneof(fc.constant({ id: 'bought' }), nasty),
      shipping: nasty,
      expiresAt: nasty,
      reason: nasty,
    },
    { requiredKeys: [] },
  );
  const property = fc.asyncProperty(
    fc.constantFrom(...types),
    data,
    nastyText,
    async (type, broken, id) => {
      const member = { card: 'A' };
      const event = { id: `x${id}`.slice(0, 200), type, member, to: { card: 'B' }, data: broken };
      const one = type === 'points.transfer' ? event : { ...event, to: undefined };
      const before = await fingerprint(hub.pool);
      const answer = await send('POST', '/v1/events', toJson(one));
      assertCivil(answer, one);
      if (answer.status >= 400) assert.deepEqual(await fingerprint(hub.pool), before);
    },
  );
  await fc.assert(property, RUNS);
});

test('broken reads', async () => {
  const paths = [
    ...['', '/balances', '/lots', '/entries', '/events', '/tiers', '/points/why'].map(
      (path) => `/v1/members/:member${path}`,
    ),
    ...['/v1/members', '/v1/events/:member/:member', '/v1/points/summary', '/v1/program/history'],
  ];
  const names = ['at', 'limit', 'cursor', 'all', 'currency', 'reveal', 'phone', 'card', 'email'];
  const query = fc.array(fc.tuple(fc.constantFrom(...names, '__proto__', 'x'), nastyText), {
    maxLength: 3,
  });
  const encode = (text: string) => encodeURIComponent(text.toWellFormed());
  const property = fc.asyncProperty(
    fc.constantFrom(...paths),
    fc.oneof(members, nastyText),
    query,
    async (path, member, asked) => {
      const search = asked.map(([name, value]) => `${name}=${encode(value)}`).join('&');
      const url = `${path.replaceAll(':member', encode(member).slice(0, 400) || 'x')}?${search}`;
      assertCivil(await hub.request('GET', url), url);
    },
  );
  await fc.assert(property, { ...RUNS, numRuns: 500 });
});
