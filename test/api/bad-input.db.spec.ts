/** Goal: the bad inputs that people really send, each with the refusal it must get. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, fingerprint, testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1) });
after(() => hub.stop());

const member = { card: 'A' };
const purchase = (data: unknown, more = {}) => ({ id: 'bad', member, data, ...more });

before(async () => {
  const data = { lines: [{ line: 'tea', gross: 9_000, quantity: 3 }] };
  const { status } = await hub.post('/v1/purchases', { id: 'tea', member, data });
  assert.equal(status, 201);
});

/** A path, a body, and the code and path of the refusal. */
type Case = readonly [path: string, body: unknown, code: string, at: string];

const PURCHASES: readonly Case[] = [
  ['/v1/purchases', purchase({ total: -1 }), 'out_of_range', '/data/total'],
  ['/v1/purchases', purchase({ total: 1e13 }), 'out_of_range', '/data/total'],
  ['/v1/purchases', purchase({ total: 'NaN' }), 'not_an_integer', '/data/total'],
  ['/v1/purchases', purchase({ total: '12.50' }), 'not_an_integer', '/data/total'],
  ['/v1/purchases', purchase({ total: 12.5 }), 'not_an_integer', '/data/total'],
  [
    '/v1/purchases',
    purchase({ lines: [{ gross: 1, quantity: 0 }] }),
    'out_of_range',
    '/data/lines/0/quantity',
  ],
  [
    '/v1/purchases',
    purchase({ lines: [{ gross: 1, quantity: -2 }] }),
    'out_of_range',
    '/data/lines/0/quantity',
  ],
  [
    '/v1/purchases',
    purchase({ lines: [{ gross: 1, quantity: 1e9 }] }),
    'out_of_range',
    '/data/lines/0/quantity',
  ],
  ['/v1/purchases', purchase({ total: 1, currency: 'USD' }), 'currency_unknown', '/data/currency'],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { happenedAt: '2026-05-01T10:00:00' }),
    'not_an_instant',
    '/happenedAt',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { happenedAt: '2026-05-01T10:00:00+99:00' }),
    'not_an_instant',
    '/happenedAt',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { happenedAt: '2126-05-01T10:00:00Z' }),
    'happened_at_far',
    '/happenedAt',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { happenedAt: '1926-05-01T10:00:00Z' }),
    'happened_at_far',
    '/happenedAt',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { happenedAt: '2006-05-01T10:00:00Z' }),
    'event_too_late',
    '/happenedAt',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { store: 'x'.repeat(1_000_000) }),
    'text_length',
    '/store',
  ],
  ['/v1/purchases', purchase({ total: 1, note: 'x'.repeat(1_000_000) }), 'data_too_large', '/data'],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { member: { card: 'x'.repeat(1_000_000) } }),
    'identifier_unreadable',
    '/member/card',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { member: { fax: '1' } }),
    'identifier_kind_unknown',
    '/member/fax',
  ],
  [
    '/v1/purchases',
    purchase({ total: 1 }, { member: { phone: 'call me' } }),
    'identifier_unreadable',
    '/member/phone',
  ],
  ['/v1/purchases', purchase({ total: 1 }, { type: 'return' }), 'type_differs', '/type'],
  ['/v1/purchases', purchase({ total: 1 }, { id: 'tea' }), 'event_id_reused', '/id'],
  ['/v1/purchases', [], 'not_an_object', ''],
];

const OTHERS: readonly Case[] = [
  [
    '/v1/returns',
    { id: 'b', data: { purchase: { id: 'tea' }, lines: [{ line: 'tea', quantity: 4 }] } },
    'return_exceeds_purchase',
    '/data/lines/0/quantity',
  ],
  [
    '/v1/returns',
    { id: 'b', data: { purchase: { id: 'tea' }, lines: [{ line: 'rice', quantity: 1 }] } },
    'return_line_unknown',
    '/data/lines/0/line',
  ],
  ['/v1/returns', { id: 'b', data: {} }, 'purchase_missing', '/data'],
  [
    '/v1/members/card:A/points/spends',
    { id: 'b', currency: 'moon', amount: 1 },
    'currency_unknown',
    '/currency',
  ],
  [
    '/v1/members/card:A/points/spends',
    { id: 'b', currency: 'growth', amount: 1 },
    'currency_not_spendable',
    '/currency',
  ],
  [
    '/v1/members/card:A/points/spends',
    { id: 'b', currency: 'star', amount: -1 },
    'out_of_range',
    '/amount',
  ],
  [
    '/v1/members/card:A/points/spends',
    { id: 'b', currency: 'star', amount: 1, data: {} },
    'unknown_field',
    '/data',
  ],
  [
    '/v1/members/card:A/points/goodwill',
    { id: 'b', currency: 'star', amount: 1 },
    'field_missing',
    '/reason',
  ],
  [
    '/v1/members/mem_1/points/transfers',
    { id: 'b', currency: 'star', amount: 1 },
    'receiver_missing',
    '/to',
  ],
  [
    '/v1/members/mem_404/points/goodwill',
    { id: 'b', currency: 'star', amount: 1, reason: 'x' },
    'member_unknown',
    '/path/member',
  ],
  [
    '/v1/members/nobody/points/goodwill',
    { id: 'b', currency: 'star', amount: 1, reason: 'x' },
    'member_unreadable',
    '/path/member',
  ],
  [
    '/v1/members/fax:1/points/goodwill',
    { id: 'b', currency: 'star', amount: 1, reason: 'x' },
    'identifier_kind_unknown',
    '/path/member',
  ],
  ['/v1/holds/commit', { id: 'b', hold: 'h' }, 'member_missing', '/member'],
  ['/v1/events', { id: 'b', type: 'points.mint', member }, 'type_unknown', '/type'],
  ['/v1/events', { events: 'many' }, 'not_a_list', '/events'],
  ['/v1/events', { events: [], also: 1 }, 'unknown_field', '/also'],
  ['/v1/events', new Array(1_001).fill({}), 'too_many_events', ''],
  ['/v1/events', 7, 'not_an_object', ''],
];

for (const [path, body, code, at] of [...PURCHASES, ...OTHERS]) {
  test(`${path} ${JSON.stringify(body).slice(0, 90)} is ${code}`, async () => {
    const untouched = await fingerprint(hub.pool);
    const answer = await hub.post(path, body);
    assert.deepEqual([answer.body.code, answer.body.path], [code, at], JSON.stringify(answer.body));
    assert.ok(answer.status >= 400 && answer.status < 500);
    assert.ok(answer.body.fix);
    assert.deepEqual(await fingerprint(hub.pool), untouched);
  });
}

/** Raw texts and their headers: what JSON cannot even say. */
const RAW: readonly [name: string, text: string, type: string, status: number, code: string][] = [
  [
    'a prototype key',
    '{"id":"p","type":"visit","__proto__":{"x":1}}',
    'application/json',
    400,
    'invalid_json',
  ],
  [
    'a constructor key',
    '{"id":"p","type":"visit","member":{"card":"A"},"data":{"constructor":{"prototype":1}}}',
    'application/json',
    400,
    'invalid_json',
  ],
  [
    'deep nesting',
    `{"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    'application/json',
    400,
    'invalid_input',
  ],
  ['half a body', '{"id":"p","type":', 'application/json', 400, 'invalid_json'],
  [
    'NaN',
    '{"id":"p","type":"purchase","data":{"total":NaN}}',
    'application/json',
    400,
    'invalid_json',
  ],
  ['nothing', '', 'application/json', 400, 'invalid_json'],
  ['XML', '<event/>', 'application/xml', 415, 'unsupported_media_type'],
  ['a form', 'id=1&type=visit', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
  ['too much', JSON.stringify('x'.repeat(6_000_000)), 'application/json', 413, 'body_too_large'],
  ['a NUL', '{"id":"a\\u0000b","type":"visit"}', 'application/json', 400, 'invalid_input'],
  [
    'half a character',
    '{"id":"a\\ud800b","type":"visit"}',
    'application/json',
    400,
    'invalid_input',
  ],
];

for (const [name, text, type, status, code] of RAW) {
  test(`${name} is refused with ${status}`, async () => {
    const untouched = await fingerprint(hub.pool);
    const headers = { 'content-type': type };
    const answer = await hub.request('POST', '/v1/events', { body: text, headers });
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.deepEqual(await fingerprint(hub.pool), untouched);
  });
}

test('a wrong key, a wrong method and a wrong place', async () => {
  const headers = { authorization: 'Bearer hk_wrong' };
  const wrong = await hub.request('GET', '/v1/members/card:A', { headers });
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'key_wrong']);
  const method = await hub.request('DELETE', '/v1/purchases');
  assert.deepEqual([method.status, method.body.code], [405, 'method_not_allowed']);
  assert.equal((await hub.get('/v1/nowhere')).body.code, 'not_found');
});

/** Reads that name nothing, or a page that nobody gave. */
const READS: readonly [path: string, status: number, code: string][] = [
  ['/v1/members/card:nobody', 404, 'member_unknown'],
  ['/v1/members/mem_404/balances', 404, 'member_unknown'],
  ['/v1/members/nobody', 400, 'member_unreadable'],
  ['/v1/members/fax:1', 400, 'identifier_kind_unknown'],
  ['/v1/members/phone:hello', 400, 'identifier_unreadable'],
  ['/v1/members?fax=1', 400, 'identifier_kind_unknown'],
  ['/v1/members?limit=0', 400, 'invalid_input'],
  ['/v1/members?limit=9999', 400, 'invalid_input'],
  ['/v1/members/card:A/entries?cursor=abc', 400, 'cursor_unreadable'],
  ['/v1/members/card:A/entries?cursor=WzFd', 400, 'cursor_unreadable'],
  ['/v1/members/card:A/events?cursor=Wy0xXQ', 400, 'cursor_unreadable'],
  ['/v1/members/card:A/events?page=2', 400, 'invalid_input'],
  ['/v1/members/card:A/balances?at=yesterday', 400, 'not_an_instant'],
  ['/v1/members/card:A/balances?at=2999-01-01T00:00:00Z', 400, 'at_too_far'],
  ['/v1/members/card:A/points/why', 400, 'invalid_input'],
  ['/v1/members/card:A/points/why?currency=moon', 400, 'currency_unknown'],
  ['/v1/events/api/never', 404, 'event_not_found'],
];

for (const [path, status, code] of READS) {
  test(`GET ${path} is ${code}`, async () => {
    const answer: Answer = await hub.get(path);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.ok(answer.body.fix);
  });
}

test('a batch: the bad ones are told by their place, the good ones are done', async () => {
  const visit = (id: unknown) => ({ id, type: 'visit', member });
  const { status, body } = await hub.post('/v1/events', [visit('v1'), visit(5), null, visit('v2')]);
  assert.equal(status, 200);
  const told = body.results.map((one: Answer & { problems?: { path: string }[] }) => [
    one.status,
    one.problems?.[0]?.path,
  ]);
  assert.deepEqual(told, [
    [201, undefined],
    [422, '/id'],
    [422, ''],
    [201, undefined],
  ]);
});

test('without a program every write says so', async () => {
  const empty = await testHub();
  try {
    const answer = await empty.post('/v1/purchases', { id: 'p', member, data: { total: 1 } });
    assert.deepEqual([answer.status, answer.body.code], [503, 'program_missing']);
    assert.equal((await empty.get('/v1/members/card:A')).status, 503);
  } finally {
    await empty.stop();
  }
});
