/** Goal: for every write, a dry run writes nothing and answers what the real one then answers. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WRITES } from '../../src/rooms/intake/http/write.ts';
import { type Answer, fingerprint, testHub } from '../hub.ts';
import { REWARD_CASES, REWARDS } from './dry-run-rewards.ts';
import { ROOM_CASES, ROOM_SECTIONS } from './dry-run-rooms.ts';
import { PROGRAM } from './program.ts';

const REFERRALS = {
  qualify: { within: 'P60D' },
  reach: [{ id: 'ordinary', at: 0, grants: [{ points: 'star', amount: 100 }] }],
};
const hub = await testHub({
  program: { ...PROGRAM, ...ROOM_SECTIONS, referrals: REFERRALS, rewards: REWARDS },
  at: Date.UTC(2026, 5, 1),
});
after(() => hub.stop());

const bought = (id: string, more = {}) => ({
  id,
  member: { card: 'A' },
  happenedAt: '2026-05-20T10:00:00+08:00',
  data: { lines: [{ gross: 30_000 }, { gross: 20_000, quantity: 2 }], receipt: `R-${id}` },
  ...more,
});

before(async () => {
  const events = [
    { ...bought('known'), type: 'purchase' },
    { ...bought('to-return'), type: 'purchase' },
    { ...bought('cancelled'), type: 'purchase' },
    { id: 'back', type: 'return', data: { purchase: { id: 'cancelled' } } },
    { ...bought('open', { member: undefined }), type: 'purchase' },
    gift('g1', 'A'),
    hold('h1'),
    hold('h2'),
  ];
  const { body } = await hub.post('/v1/events', events);
  assert.ok(
    body.results.every((one: Answer) => one.status === 201),
    JSON.stringify(body),
  );
});

function gift(id: string, card: string) {
  const data = { currency: 'star', amount: 500, reason: 'test' };
  return { id, type: 'points.goodwill', member: { card }, data };
}

function hold(id: string) {
  const data = { currency: 'star', amount: 50 };
  return { id, type: 'points.hold', member: { card: 'A' }, data };
}

const member = { card: 'A' };
const some = { currency: 'star', amount: 20 };

/** For each writing path bodies that are accepted first and refused after. */
const CASES: Record<string, readonly Record<string, unknown>[]> = {
  '/v1/events': [
    { id: 'e1', type: 'visit', member },
    { id: 'e2', type: 'gift.asked', member: { card: 'new-1' } },
    { id: 'known', type: 'visit', member },
  ],
  '/v1/purchases': [
    bought('p1', { channel: 'app' }),
    bought('p2', { member: { card: 'new-2', phone: '+8613800138000' } }),
    bought('p3', { member: undefined }),
    bought('known'),
    { ...bought('p4'), data: { receipt: 'R-known', total: 1 } },
    { ...bought('p5'), happenedAt: '2001-01-01T00:00:00Z' },
  ],
  '/v1/returns': [
    { id: 'r1', data: { purchase: { id: 'to-return' }, lines: [{ line: '1', quantity: 1 }] } },
    { id: 'r2', data: { purchase: { id: 'to-return' } } },
    { id: 'r3', data: { purchase: { id: 'to-return' } } },
    { id: 'r4', data: { purchase: { id: 'not-yet' } } },
  ],
  '/v1/purchases/claims': [
    { id: 'c1', member: { card: 'new-3' }, purchase: { id: 'open' } },
    { id: 'c2', member, purchase: { id: 'open' } },
  ],
  '/v1/purchases/reinstatements': [
    { id: 's1', purchase: { id: 'cancelled' } },
    { id: 's2', purchase: { id: 'known' } },
  ],
  '/v1/members': [
    { id: 'm1', member: { card: 'new-4' }, attributes: { birthday: '06-18' }, tags: ['vip'] },
    { id: 'm2', member: { colour: 'red' } },
  ],
  '/v1/members/:member': [
    { id: 'u1', attributes: { city: '上海' }, tags: ['a'], untag: ['b'] },
    { id: 'u2', attributes: { constructor: 1 } },
  ],
  '/v1/members/:member/points/credits': [
    { id: 'k1', ...some },
    { id: 'k2', ...some, currency: 'moon' },
  ],
  '/v1/members/:member/points/goodwill': [
    { id: 'k3', ...some, reason: 'sorry', expiresAt: null },
    { id: 'k4', ...some },
  ],
  '/v1/members/:member/points/adjustments': [
    { id: 'k5', ...some, amount: -5, reason: 'count' },
    { id: 'k6', ...some, amount: -5_000_000, reason: 'count' },
  ],
  '/v1/members/:member/points/spends': [
    { id: 'k7', ...some, purchase: { id: 'known' } },
    { id: 'k8', ...some, amount: 1_000_000 },
  ],
  '/v1/members/:member/points/holds': [
    { id: 'k9', ...some, until: '2026-06-02T00:00:00Z' },
    { id: 'k10', ...some, until: '2020-06-02T00:00:00Z' },
  ],
  '/v1/members/:member/points/transfers': [
    { id: 'k11', ...some, to: { card: 'new-5' } },
    { id: 'k12', ...some, to: member },
  ],
  '/v1/members/:member/referrals/codes': [
    { id: 'f1', code: 'Anna-22' },
    { id: 'f2' },
    { id: 'f3', code: 'x' },
  ],
  '/v1/members/:member/referrals/bind': [{ id: 'f4', code: 'ANNA22' }],
  '/v1/members/:member/referrals/signals': [
    { id: 'f5', signals: { device: 'd1' } },
    { id: 'f6', signals: { colour: 'red' } },
  ],
  '/v1/referrals/reviews/:referral': [{ id: 'f7', decision: 'allow', reason: 'test' }],
  '/v1/holds/commit': [
    { id: 'k13', member, hold: 'h1', amount: 30 },
    { id: 'k14', member, hold: 'h1' },
  ],
  '/v1/holds/void': [
    { id: 'k15', member, hold: 'h2' },
    { id: 'k16', member, hold: 'never' },
  ],
  ...REWARD_CASES,
  ...ROOM_CASES,
};

/**
 * What may differ: ids and codes that are made, and whether it was known. A refusal names its
 * request.
 */
function comparable({ status, body }: Answer, newcomer: boolean): unknown {
  const { duplicate: _, requestId: __, member: who, effects, ...rest } = body;
  const told = effects?.map((one: { kind: string; code?: string }) =>
    one.kind === 'coupon.issued' ? { ...one, code: one.code?.length } : one,
  );
  return { ...rest, effects: told, member: newcomer ? typeof who : who, ok: status < 300 };
}

test('every write has its cases', () => {
  const paths = ['/v1/events', ...WRITES.map(({ path }) => path)];
  assert.deepEqual(Object.keys(CASES).sort(), [...new Set(paths)].sort());
});

for (const [path, bodies] of Object.entries(CASES)) {
  test(`${path}: dry run and real run agree`, async () => {
    // Whoever is erased or merged is not there for the others.
    const gone = path.endsWith('/erase') || path.endsWith('merge');
    const who = gone ? 'card:new-1' : 'card:A';
    const url = path.replace(':member', who).replace(':referral', 'r1-1');
    const method = WRITES.find((one) => one.path === path)?.method ?? 'POST';
    const send = (to: string, body: unknown) =>
      hub.request(method, to, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    for (const body of bodies) {
      const untouched = await fingerprint(hub.pool);
      const tried = await send(`${url}?dryRun=true`, body);
      const inBody = await send(url, { ...body, dryRun: true });
      assert.deepEqual(await fingerprint(hub.pool), untouched, `${body.id} wrote something`);
      const done = await send(url, body);
      const newcomer = JSON.stringify(body).includes('new-');
      assert.deepEqual(comparable(tried, newcomer), comparable(done, newcomer), `${body.id}`);
      assert.deepEqual(comparable(inBody, newcomer), comparable(done, newcomer), `${body.id}`);
      if (tried.status >= 300) assert.deepEqual(await fingerprint(hub.pool), untouched);
    }
  });
}

test('many at once: later ones see what earlier ones would do', async () => {
  const events = [
    gift('b1', 'batch'),
    {
      ...gift('b2', 'batch'),
      type: 'points.spend',
      data: { currency: 'star', amount: 400 },
    },
    {
      ...gift('b3', 'batch'),
      type: 'points.spend',
      data: { currency: 'star', amount: 200 },
    },
    gift('b1', 'batch'),
    { type: 'visit', member },
  ];
  const untouched = await fingerprint(hub.pool);
  const tried = await hub.post('/v1/events?dryRun=true', events);
  assert.deepEqual(await fingerprint(hub.pool), untouched);
  const done = await hub.post('/v1/events', { events });
  const statuses = done.body.results.map((one: Answer) => one.status);
  assert.deepEqual(statuses, [201, 201, 409, 200, 422]);
  assert.deepEqual(
    tried.body.results.map((one: Answer) => (one.status === 201 ? 200 : one.status)),
    [200, 200, 409, 200, 422],
  );
});

test('a dry run looks from another moment', async () => {
  const spend = { currency: 'star', amount: 100, reason: 'x' };
  const path = '/v1/members/card:A/points/spends?dryRun=true';
  const now = await hub.post(path, spend);
  const later = await hub.post(`${path}&at=2031-01-01T00:00:00Z`, spend);
  assert.equal(now.status, 200);
  assert.equal(later.body.code, 'points_insufficient');
  const inBody = { ...spend, dryRun: true, at: '2031-01-01T00:00:00Z' };
  const told = await hub.post('/v1/members/card:A/points/spends', inBody);
  assert.equal(told.body.code, 'points_insufficient');
});

test('what was meant as a trial is never real', async () => {
  const spend = { id: 'never', currency: 'star', amount: 1 };
  const path = '/v1/members/card:A/points/spends';
  const untouched = await fingerprint(hub.pool);
  const wrong: [string, unknown, string][] = [
    ['?dryRun=yes', spend, 'not_a_boolean'],
    ['?dryrun=true', spend, 'unknown_field'],
    ['?at=2031-01-01T00:00:00Z', spend, 'at_without_dry_run'],
    ['?dryRun=true&at=tomorrow', spend, 'not_an_instant'],
    ['?dryRun=true&at=2999-01-01T00:00:00Z', spend, 'at_too_far'],
    ['', { ...spend, dryRun: 'true ' }, 'not_a_boolean'],
    ['', { ...spend, at: '2031-01-01T00:00:00Z' }, 'at_without_dry_run'],
  ];
  for (const [query, body, code] of wrong) {
    const { status, body: said } = await hub.post(`${path}${query}`, body);
    assert.deepEqual([status, said.code], [400, code], query);
  }
  assert.deepEqual(await fingerprint(hub.pool), untouched);
});

test('without an id the Idempotency-Key names the event, else the hub does', async () => {
  const visit = { type: 'visit', member };
  const named = await hub.post('/v1/events', visit, { 'idempotency-key': 'till-1' });
  assert.equal(named.body.id, 'till-1');
  const made = await hub.post('/v1/events', visit);
  assert.match(made.body.id, /^[0-9a-f-]{36}$/);
  const many = await hub.post('/v1/events', [visit, visit], { 'idempotency-key': 'till-2' });
  const ids = many.body.results.map((one: { answer: { id: string } }) => one.answer.id);
  assert.deepEqual(ids, ['till-2/0', 'till-2/1']);
});

test('the program and the catalogue keep to it too', async () => {
  const untouched = await fingerprint(hub.pool);
  const document = { ...PROGRAM, timezone: 'Europe/Berlin' };
  const json = { 'content-type': 'application/json' };
  const put = (path: string, body: unknown) =>
    hub.request('PUT', path, { body: JSON.stringify(body), headers: json });
  const program = await put('/v1/program', { document, dryRun: true });
  assert.equal(program.body.outcome, 'published');
  assert.equal((await put('/v1/catalog/stores?dryRun=true', [{ id: 'S9' }])).body.accepted, 1);
  assert.deepEqual(await fingerprint(hub.pool), untouched);
});
