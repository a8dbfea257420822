/** Goal: a coupon that goes from hand to hand takes its code along. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const PROGRAM = {
  program: 'coupon-hands',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: 'never' } },
  couponLanes: [{ id: 'all', choose: 'all' }],
  coupons: [
    {
      id: 'welcome',
      take: { amount: '10.00' },
      valid: { for: 'P7D' },
      codes: { kind: 'unique', prefix: 'WEL' },
      transfer: true,
    },
  ],
  intake: { identify: ['card'], unknown: 'enrol', acceptWithin: 'P3Y', clockAhead: 'PT5M' },
};

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1, 4) });
after(() => hub.stop());

const LINES = [{ line: '1', gross: 10_000 }];

const coupons = (card: string, what: string, body: object): Promise<Answer> =>
  hub.post(`/v1/members/card:${card}/coupons${what}`, body);

before(async () => {
  const cards = ['giver', 'friend', 'c1', 'c2', 'c3'];
  const events = cards.map((card) => ({ id: card, type: 'member.enrolled', member: { card } }));
  await hub.post('/v1/events', events);
});

test('a coupon given to a friend works for the friend alone', async () => {
  const { body } = await coupons('giver', '', { id: 'w2', coupon: 'welcome' });
  const [{ code }] = body.effects;
  const sent = await coupons('giver', '/transfer', {
    id: 't1',
    coupon: code,
    to: { card: 'friend' },
  });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  const use = (card: string) =>
    coupons(card, '/redeem', { basket: 'f', coupons: [code], lines: LINES });
  assert.equal((await use('giver')).body.code, 'coupon_not_yours');
  assert.equal((await use('friend')).status, 201);
});

test('passed on twice in one batch, it is found by its code in the third hand', async () => {
  const giver = { card: 'c1' };
  const issued = await coupons('c1', '', { id: 'hands-2', coupon: 'welcome' });
  const [{ coupon, code }] = issued.body.effects;
  const passed = await hub.post('/v1/events', [
    {
      id: 'hands-3',
      type: 'coupon.transfer',
      member: giver,
      to: { card: 'c2' },
      data: { coupon },
    },
    {
      id: 'hands-4',
      type: 'coupon.transfer',
      member: { card: 'c2' },
      to: { card: 'c3' },
      data: { coupon: 'api/hands-3:0' },
    },
  ]);
  const statuses = passed.body.results.map((one: { status: number }) => one.status);
  assert.deepEqual(statuses, [201, 201], JSON.stringify(passed.body));
  const { rows } = await hub.pool.query('select coupon from coupon_codes where code = $1', [code]);
  assert.deepEqual(rows, [{ coupon: 'api/hands-4:0' }]);
  await proveHub(hub);
});
