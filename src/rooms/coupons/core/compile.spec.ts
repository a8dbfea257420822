import assert from 'node:assert/strict';
import { test } from 'node:test';
import { book, moment } from '../../../../test/coupons/given.ts';

const campaigns = [
  {
    id: 'spring',
    valid: { from: '2026-03-01', to: '2026-05-31' },
    members: { tags: ['spring'] },
    budget: { money: '1000.00', per: 'P1M', whenShort: 'stop' },
    paidBy: [{ by: 'brand', percent: 100 }],
  },
];
const take = { amount: '1.00' };

test('limits, stock and budgets are terms for the engine to count by', () => {
  const coupon = {
    id: 'one',
    campaign: 'spring',
    take,
    limits: { perMember: [{ times: 2, per: 'P1D' }], total: [{ times: 500, per: 'ever' }] },
    stock: 1_000,
    budget: { money: '50.00' },
  };
  const one = book({ campaigns, coupons: [coupon] }).coupons.get('one');
  assert.deepEqual(one?.perMember, [{ key: 'coupon:one:member:P1D', times: 2, per: 'P1D' }]);
  assert.deepEqual(one?.total, [{ key: 'coupon:one:total:ever', times: 500, per: 'ever' }]);
  assert.equal(one?.stock, 1_000);
  assert.deepEqual(one?.budgets, [
    { id: 'campaign:spring', money: 100_000, per: 'P1M', whenShort: 'stop' },
    { id: 'coupon:one', money: 5_000, per: 'ever', whenShort: 'refuse' },
  ]);
  assert.deepEqual(one?.paidBy, [{ by: 'brand', percent: 100 }]);
});

test('a coupon holds no longer than its campaign, and no earlier', () => {
  const coupons = [
    { id: 'short', campaign: 'spring', take, valid: { from: '2026-04-01', to: '2026-12-31' } },
    { id: 'all', campaign: 'spring', take },
    { id: 'since', campaign: 'spring', take, valid: { for: 'P7D', to: '2026-05-10' } },
  ];
  const { coupons: found } = book({ campaigns, coupons });
  const days = (id: string) => [found.get(id)?.valid.from, found.get(id)?.valid.until];
  const end = moment('2026-06-01 00:00');
  assert.deepEqual(days('short'), [moment('2026-04-01 00:00'), end]);
  assert.deepEqual(days('all'), [moment('2026-03-01 00:00'), end]);
  assert.deepEqual(days('since'), [moment('2026-03-01 00:00'), moment('2026-05-11 00:00')]);
});

test('without a code and without members, a coupon can only be issued', () => {
  const coupons = [
    { id: 'plain', take },
    { id: 'code', take, code: 'ABC' },
    { id: 'code-issued', take, code: 'ABD', members: 'issued' },
    { id: 'tags', take, members: { tags: ['vip'] } },
    { id: 'campaign', take, campaign: 'spring' },
    { id: 'unique', take, codes: { kind: 'unique' }, members: { tags: ['vip'] } },
  ];
  const { coupons: found } = book({ campaigns, coupons });
  const issuedOnly = [...found.values()].filter((one) => one.issuedOnly).map(({ id }) => id);
  assert.deepEqual(issuedOnly, ['plain', 'code-issued', 'unique']);
});
