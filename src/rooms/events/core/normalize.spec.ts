// Goal: a good event becomes one canonical fact. Method: examples by type.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Zone } from '../../../kernel/time.ts';
import type { EventSettings } from './event-settings.ts';
import type { Fact, PurchaseData } from './fact.ts';
import { normalizeEvent } from './normalize.ts';

const settings: EventSettings = {
  zone: new Zone('Asia/Shanghai'),
  currency: 'CNY',
  identify: ['phone', 'email', 'card', 'app'],
  defaultCountry: 'CN',
  receivedAt: Date.UTC(2026, 5, 19, 12),
};

function fact(input: unknown): Fact {
  const result = normalizeEvent(input, settings);
  assert.ok(result.ok, JSON.stringify(result));
  return result.fact;
}

function codes(input: unknown): string[] {
  const result = normalizeEvent(input, settings);
  assert.ok(!result.ok, 'the input is refused');
  for (const problem of result.problems) {
    assert.ok(problem.detail.length > 0 && problem.fix.length > 0, JSON.stringify(problem));
  }
  return result.problems.map((problem) => `${problem.code} ${problem.path}`);
}

const bought = (data: unknown) => ({ id: '1', type: 'purchase', data });
const linesOf = (input: unknown) => (fact(input).data as unknown as PurchaseData).lines;

test('a purchase becomes a complete fact with its keys in order', () => {
  const made = fact({
    type: 'purchase',
    id: 'r-1',
    data: { lines: [{ gross: 1250, sku: 'tea', category: 'drinks' }], till: 7 },
    happenedAt: '2026-06-19T14:30:00+08:00',
    member: { card: ' C1 ' },
  });
  assert.equal(
    JSON.stringify(made),
    JSON.stringify({
      source: 'api',
      id: 'r-1',
      type: 'purchase',
      identifiers: [{ kind: 'card', value: 'C1' }],
      to: [],
      happenedAt: Date.UTC(2026, 5, 19, 6, 30),
      channel: null,
      store: null,
      touchpoint: null,
      data: {
        receipt: null,
        lines: [
          {
            line: '1',
            sku: 'tea',
            category: 'drinks',
            categories: ['drinks'],
            brand: null,
            quantity: 1,
            gross: 1250,
            discount: 0,
            tax: 0,
            byReward: 0,
            voided: false,
          },
        ],
        shipping: 0,
        more: { till: 7 },
      },
      flags: [],
    }),
  );
});

test('the order in which an input writes its keys does not show in the fact', () => {
  const one = fact({
    id: '1',
    type: 'visit',
    member: { card: 'a' },
    data: { x: 1, y: { b: 1, a: 2 } },
  });
  const two = fact({
    data: { y: { a: 2, b: 1 }, x: 1 },
    member: { card: 'a' },
    type: 'visit',
    id: '1',
  });
  assert.equal(JSON.stringify(one), JSON.stringify(two));
});

test('identifiers are normalised, ordered as the program asks, and the changes are told', () => {
  const result = normalizeEvent(
    {
      id: '1',
      type: 'visit',
      member: { card: 'C1', email: ' Ming@Example.COM ', phone: '138 0013 8000', id: 'mem_7' },
    },
    settings,
  );
  assert.ok(result.ok);
  assert.deepEqual(result.fact.identifiers, [
    { kind: 'id', value: 'mem_7' },
    { kind: 'phone', value: '+8613800138000' },
    { kind: 'email', value: 'ming@example.com' },
    { kind: 'card', value: 'C1' },
  ]);
  assert.deepEqual(result.changed, ['/member/phone', '/member/email']);
});

test('without happenedAt the time of arrival counts and is flagged', () => {
  const made = fact(bought({ total: 5 }));
  assert.equal(made.happenedAt, settings.receivedAt);
  assert.deepEqual(made.flags, ['happened_at_received']);
});

test('a total without lines is one implied line, zero allowed', () => {
  assert.equal(linesOf(bought({ total: 0 }))[0]?.gross, 0);
  assert.equal(linesOf(bought({ total: 1177, pieces: 1 }))[0]?.gross, 1177);
});

test('basket discount and reward are split by what is left to pay, voided lines left out', () => {
  const lines = linesOf(
    bought({
      lines: [{ gross: 100 }, { gross: 200 }, { gross: 500, voided: true }],
      discount: 100,
      byReward: 20,
      shipping: 10,
      total: 210,
    }),
  );
  assert.deepEqual(
    lines.map((line) => line.discount),
    [33, 67, 0],
  );
  assert.deepEqual(
    lines.map((line) => line.byReward),
    [6, 14, 0],
  );
});

test('a return names its purchase by event or by receipt', () => {
  const byEvent = fact({
    id: '2',
    source: 'pos',
    type: 'return',
    data: { purchase: { id: 'r-1' } },
  });
  assert.deepEqual(byEvent.data, {
    purchase: { source: 'pos', id: 'r-1' },
    lines: null,
    reason: null,
  });
  const byReceipt = fact({
    id: '2',
    type: 'return',
    data: { receipt: 'R1', lines: [{ line: '1', quantity: 2 }], reason: 'too small' },
  });
  assert.deepEqual(byReceipt.data, {
    purchase: { source: 'receipt', id: 'R1' },
    lines: [{ line: '1', quantity: 2, amount: null }],
    reason: 'too small',
  });
});

test('points come with what they need', () => {
  const member = { card: 'a' };
  const credit = fact({
    id: '1',
    type: 'points.credit',
    member,
    data: { currency: 'star', amount: 5, expiresAt: null, purchase: { id: 'r' } },
  });
  assert.deepEqual(credit.data, {
    currency: 'star',
    amount: 5,
    reason: null,
    expiresAt: null,
    purchase: { source: 'api', id: 'r' },
  });
  assert.deepEqual(
    codes({ id: '1', type: 'points.adjust', member, data: { currency: 'star', amount: 0 } }),
    ['out_of_range /data/amount', 'field_missing /data/reason'],
  );
  assert.deepEqual(
    codes({ id: '1', type: 'points.spend', member, data: { currency: 'star', amount: -5 } }),
    ['out_of_range /data/amount'],
  );
});

test('all that is wrong is told at once, with paths', () => {
  assert.deepEqual(
    codes({
      id: 'a\u0000b',
      type: 'purchase',
      happendAt: '2026-06-19',
      happenedAt: '2026-06-19T10:00:00',
      member: { phone: '12', pone: 'x' },
      data: {
        currency: 'XYZ',
        lines: [
          { gross: -5 },
          { gross: 10, discount: 11 },
          { gross: 1.5, quantity: 0 },
          { gross: 'NaN', quntity: 1 },
        ],
      },
    }),
    [
      'unknown_field /happendAt',
      'text_unclean /id',
      'identifier_unreadable /member/phone',
      'identifier_kind_unknown /member/pone',
      'not_an_instant /happenedAt',
      'currency_unknown /data/currency',
      'out_of_range /data/lines/0/gross',
      'discount_exceeds_gross /data/lines/1/discount',
      'out_of_range /data/lines/2/quantity',
      'not_an_integer /data/lines/2/gross',
      'unknown_field /data/lines/3/quntity',
      'not_an_integer /data/lines/3/gross',
    ],
  );
});

const refusals: readonly [string, unknown, string[]][] = [
  ['nothing', null, ['not_an_object ']],
  ['no data', bought(undefined), ['purchase_empty /data']],
  [
    'a total that differs',
    bought({ lines: [{ gross: 9 }], total: 8 }),
    ['total_differs /data/total'],
  ],
  [
    'a line twice',
    bought({
      lines: [
        { line: 'a', gross: 1 },
        { line: 'a', gross: 1 },
      ],
    }),
    ['line_repeated /data/lines/1/line'],
  ],
  [
    'a basket discount too large',
    bought({ total: 5, discount: 6 }),
    ['discount_exceeds_gross /data/discount'],
  ],
  ['an absurd amount', bought({ total: 2e12 }), ['out_of_range /data/total']],
  [
    'too many pieces',
    bought({ lines: [{ gross: 1, quantity: 1e9 }] }),
    ['out_of_range /data/lines/0/quantity'],
  ],
  [
    'a far date',
    { id: '1', type: 'purchase', happenedAt: '2030-01-01T00:00:00Z', data: { total: 1 } },
    ['happened_at_far /happenedAt'],
  ],
  [
    'a date before 1970',
    { id: '1', type: 'purchase', happenedAt: '1969-12-31T23:59:59Z', data: { total: 1 } },
    ['happened_at_far /happenedAt'],
  ],
  [
    'a slip in a known type',
    { id: '1', type: 'points.spent', member: { card: '1' } },
    ['type_unknown /type'],
  ],
  ['a custom event without a member', { id: '1', type: 'visit' }, ['member_missing /member']],
  [
    'a lone surrogate',
    { id: '\ud800', type: 'visit', member: { card: '1' } },
    ['text_unclean /id'],
  ],
  [
    'a megabyte',
    { id: 'x'.repeat(1e6), type: 'visit', member: { card: '1' } },
    ['text_length /id'],
  ],
  [
    'a megabyte of data',
    { id: '1', type: 'visit', member: { card: '1' }, data: { a: 'x'.repeat(1e6) } },
    ['data_too_large /data'],
  ],
  [
    'a prototype key',
    { id: '1', type: 'visit', member: { card: '1' }, data: JSON.parse('{"__proto__":{"a":1}}') },
    ['name_reserved /data/__proto__'],
  ],
  [
    'a receiver of a visit',
    { id: '1', type: 'visit', member: { card: '1' }, to: { card: '2' } },
    ['receiver_unexpected /to'],
  ],
  [
    'deep data',
    { id: '1', type: 'visit', member: { card: '1' }, data: { a: { b: { c: { d: { e: {} } } } } } },
    ['data_too_deep /data/a/b/c/d/e'],
  ],
];

for (const [name, input, expected] of refusals) {
  test(`refused: ${name}`, () => assert.deepEqual(codes(input), expected));
}
