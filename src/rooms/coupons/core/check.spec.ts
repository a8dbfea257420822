import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEAD, problemsOf } from '../../../../test/coupons/given.ts';
import { campaignsSection, couponsSection } from './check.ts';
import type { CouponDocument } from './section.ts';

const problems = (...coupons: Record<string, unknown>[]): string[] =>
  problemsOf({ coupons: coupons.map((one, index) => ({ ...PLAIN, id: `c${index}`, ...one })) });
const PLAIN = { take: { amount: '1.00' } };

test('a plain coupon of every kind has no problems', () => {
  const takes = [
    { amount: '10.00' },
    { percent: 20, atMost: '50.00' },
    { percent: '12.5', round: 'half-up' },
    { price: '9.90', pieces: 2 },
    { gift: 'MUG', worth: '12.00' },
    { delivery: 'free' },
    { privilege: 'Lounge' },
  ];
  assert.deepEqual(problems(...takes.map((take) => ({ take }))), []);
});

test('names that lead nowhere', () => {
  assert.deepEqual(problems({ campaign: 'spring', lane: 'best' }), [
    'unknown_campaign /coupons/0/campaign',
    'unknown_lane /coupons/0/lane',
  ]);
  assert.deepEqual(problems({ id: 'a' }, { id: 'a' }), ['duplicate_id /coupons/1/id']);
  assert.deepEqual(problems({ code: 'ABC' }, { code: 'ABC' }), ['duplicate_code /coupons/1/code']);
});

test('amounts and shares that cannot be', () => {
  assert.deepEqual(problems({ take: { amount: '1.005' } }), [
    'amount_decimals /coupons/0/take/amount',
  ]);
  assert.deepEqual(problems({ take: { percent: 5, atMost: '0.00' } }), [
    'amount_zero /coupons/0/take/atMost',
  ]);
  assert.deepEqual(problems({ take: { percent: '0.0' } }), ['amount_zero /coupons/0/take/percent']);
  assert.deepEqual(problems({ minimum: { net: '0.00' }, budget: { money: '1.234' } }), [
    'amount_zero /coupons/0/minimum/net',
    'amount_decimals /coupons/0/budget/money',
  ]);
  const paidBy = [
    { by: 'shop', percent: 50 },
    { by: 'shop', percent: 40 },
  ];
  assert.deepEqual(problems({ paidBy }), [
    'duplicate_payer /coupons/0/paidBy/1/by',
    'shares_not_whole /coupons/0/paidBy',
  ]);
});

test('times that never come', () => {
  assert.deepEqual(problems({ valid: { from: '2026-02-30' } }), [
    'date_does_not_exist /coupons/0/valid/from',
  ]);
  assert.deepEqual(problems({ valid: { from: '2026-03-02', to: '2026-03-01' } }), [
    'never_valid /coupons/0/valid',
  ]);
  assert.deepEqual(problems({ valid: { for: 'P0D' }, reserve: 'PT0S' }), [
    'duration_zero /coupons/0/valid/for',
    'duration_zero /coupons/0/reserve',
  ]);
  const campaigns = [{ id: 'spring', valid: { from: '2026-03-01', to: '2026-05-31' } }];
  const late = { ...PLAIN, id: 'late', campaign: 'spring', valid: { from: '2026-06-01' } };
  assert.deepEqual(problemsOf({ campaigns, coupons: [late] }), ['never_valid /coupons/0/valid']);
});

test('what contradicts itself', () => {
  const contradictions = { code: 'ABC', valid: { for: 'P7D' }, transfer: true, stock: 5 };
  assert.deepEqual(problems(contradictions), [
    'coupon_contradiction /coupons/0/valid/for',
    'coupon_contradiction /coupons/0/transfer',
    'coupon_contradiction /coupons/0/stock',
  ]);
  assert.deepEqual(problems({ ...contradictions, members: 'issued' }), []);
  const pool = { codes: { kind: 'pool' }, members: 'issued', valid: { for: 'P7D' } };
  assert.deepEqual(problems(pool), [
    'coupon_contradiction /coupons/0/members',
    'coupon_contradiction /coupons/0/valid/for',
  ]);
  assert.deepEqual(problems({ code: 'ABC', codes: { kind: 'unique' } }), [
    'coupon_contradiction /coupons/0/codes',
  ]);
  const times = { times: 1, per: 'P1D' };
  assert.deepEqual(problems({ limits: { total: [times, times] } }), [
    'duplicate_limit /coupons/0/limits/total/1',
  ]);
});

test('conditions are read and typed; a line is asked about under `for`', () => {
  assert.deepEqual(problems({ when: 'line.quantity > 1' }), ['line_without_lines /coupons/0/when']);
  assert.deepEqual(problems({ for: { when: 'line.quantity' } }), [
    'expression_type /coupons/0/for/when',
  ]);
  assert.deepEqual(problems({ members: { when: 'member.nothing' } }).length, 1);
});

test('a plan says what a coupon gives, for what, when and to whom', () => {
  const coupon = {
    id: 'one',
    take: { percent: 20, atMost: '50.00' },
    for: { categories: ['tea', 'mugs'] },
    minimum: { net: '88.00' },
    valid: { from: '2026-06-01', to: '2026-06-19' },
    members: { tags: ['vip'] },
    code: 'SUMMER20',
    limits: { perMember: [{ times: 1, per: 'P1D' }] },
  } as CouponDocument;
  assert.equal(
    couponsSection.describe?.('one', coupon, HEAD),
    '20% off, at most 50.00, for categories tea, mugs, from 88.00 on, from 2026-06-01, ' +
      'until the end of 2026-06-19, for members tagged vip, code SUMMER20, ' +
      'at most 1 times in P1D for a member',
  );
  assert.equal(campaignsSection.describe?.('c', { id: 'c' }, HEAD), 'always, for everybody');
});
