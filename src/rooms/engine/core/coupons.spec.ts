/** Goal: coupons are counted, used and given back with the events of a member's life. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, type Story } from '../../../../test/given.ts';

const PROGRAM = {
  points: { star: { expiry: 'never' } },
  earning: [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }],
  couponLanes: [{ id: 'all', choose: 'all' }],
  coupons: [
    {
      id: 'ten',
      take: { amount: '10.00' },
      valid: { for: 'P7D' },
      minimum: { net: '50.00' },
      transfer: true,
      stock: 2,
    },
    {
      id: 'once',
      code: 'ONCE-10',
      take: { percent: 10 },
      limits: { total: [{ times: 1, per: 'ever' }] },
    },
    {
      id: 'daily',
      code: 'DAILY',
      take: { amount: '2.00' },
      reserve: 'PT15M',
      limits: { perMember: [{ times: 1, per: 'P1D' }] },
      budget: { money: '3.00' },
    },
    { id: 'keep', take: { amount: '1.00' }, onReturn: 'keep' },
  ],
  challenges: [{ id: 'two-visits', on: 'visit', goal: { count: 2 }, grants: [{ coupon: 'ten' }] }],
};

const say = (what: string, at: string, data: object, more: object = {}) => ({
  type: `coupon.${what}`,
  at,
  data: { ...data },
  ...more,
});
const LINES = [{ line: '1', gross: 10_000 }];
const basket = (name: string, coupons: string[]) => ({ basket: name, coupons, lines: LINES });

function told(story: Story): string[] {
  assert.ok(story.last?.ok, story.last?.ok === false ? story.last.refusal.code : '');
  return story.last.outcome.decision.effects.map(({ kind, of }) => `${kind.slice(7)} ${of}`);
}

/** A story in which there are coupons enough. */
function shop(levels: Record<string, number> = {}): Story {
  return given(PROGRAM).fund({
    'stock:coupon:ten@0': 2,
    'coupon:once:total:ever@0': 1,
    'coupon:daily@0': 300,
    ...levels,
  });
}

test('issued, used by a purchase, which earns on what was paid; a return gives it back', () => {
  const story = shop().when(say('issue', '2026-06-01T10:00', { coupon: 'ten' }, { id: 'i' }));
  assert.deepEqual(told(story), ['issued ten']);
  const data = { lines: LINES, coupons: ['spec/i:0'], expect: 1_000 };
  story.when({ type: 'purchase', id: 'p', at: '2026-06-02T10:00', data });
  assert.deepEqual(told(story), ['redeemed ten']);
  story.decides({ balances: { star: [90, 0, 0] } });
  const again = { ...data, coupons: ['spec/i:0'] };
  story.when({ type: 'purchase', id: 'q', at: '2026-06-02T11:00', data: again });
  story.refused('coupon_used');
  story.when(bringBack('p', '2026-06-03T10:00'));
  assert.deepEqual(told(story), ['rolled_back ten']);
  story.when({ type: 'purchase', id: 'r', at: '2026-06-03T11:00', data });
  assert.deepEqual(told(story), ['redeemed ten']);
});

test('what is told before the payment: another amount, too small a basket, no coupon', () => {
  const story = shop().after(say('issue', '2026-06-01T10:00', { coupon: 'ten' }, { id: 'i' }));
  const named = { coupons: ['spec/i:0'], basket: 'b' };
  const use = (data: object) =>
    story.when(say('redeem', '2026-06-01T11:00', { ...named, ...data }));
  use({ lines: LINES, expect: 900 }).refused('coupon_amount_changed');
  use({ lines: [{ gross: 4_999 }] }).refused('coupon_below_minimum');
  use({ lines: LINES, coupons: ['NOTHING'] }).refused('coupon_unknown');
});

test('the last of a public code: whoever reserves it has it; a release gives it back', () => {
  const story = shop();
  const reserve = (member: string) =>
    story.when(say('reserve', '2026-06-01T10:00', basket(member, ['once-1o']), { member }));
  assert.deepEqual(told(reserve('ann')), ['reserved once']);
  reserve('bob').refused('coupon_used_up');
  story.when(say('release', '2026-06-01T10:01', { basket: 'ann' }));
  assert.deepEqual(told(story), ['released once']);
  assert.deepEqual(told(reserve('bob')), ['reserved once']);
});

test('a reservation that lapses gives back the limit and the money it had counted', () => {
  const story = shop();
  const reserve = (at: string, name: string) =>
    story.when(say('reserve', at, basket(name, ['DAILY'])));
  assert.deepEqual(told(reserve('2026-06-01T10:00', 'a')), ['reserved daily']);
  reserve('2026-06-01T10:05', 'b').refused('coupon_limit_member');
  assert.deepEqual(told(reserve('2026-06-01T10:15', 'b')), ['lapsed daily', 'reserved daily']);
  story.when(say('redeem', '2026-06-01T10:16', { basket: 'b', lines: LINES }, { id: 'u' }));
  assert.deepEqual(told(story), ['redeemed daily']);
  story.when(say('reserve', '2026-06-02T10:00', basket('c', ['DAILY'])));
  story.refused('coupon_budget_short');
  story.when(say('rollback', '2026-06-02T10:00', { redemption: 'u' }));
  assert.deepEqual(told(story), ['rolled_back daily']);
  assert.deepEqual(told(reserve('2026-06-02T10:05', 'c')), ['reserved daily']);
  story.when(say('rollback', '2026-06-02T10:06', { redemption: 'u' }));
  story.refused('redemption_rolled_back');
});

test('a background task gives back what lapsed', () => {
  const story = shop().after(say('reserve', '2026-06-01T10:00', basket('a', ['ONCE10'])));
  story.settle('2026-06-01T11:00');
  assert.equal(story.states.get('ann')?.slices.coupons, undefined);
});

test('given out twice, the stock is empty; a challenge gives one like anybody else', () => {
  const visit = { type: 'visit', at: '2026-06-01T10:00' };
  const story = shop().after(visit).when(visit);
  assert.ok(told(story).includes('issued ten'));
  story.after(say('issue', '2026-06-01T10:00', { coupon: 'ten' }, { member: 'bob' }));
  story.when(say('issue', '2026-06-01T10:00', { coupon: 'ten' }, { member: 'cleo' }));
  story.refused('coupon_out_of_stock');
});

test('to a friend, and taken out of hands', () => {
  const story = shop().after(say('issue', '2026-06-01T10:00', { coupon: 'ten' }, { id: 'i' }));
  const pass = { coupon: 'spec/i:0' };
  story.when(say('transfer', '2026-06-01T10:00', pass, { to: 'ann' })).refused('transfer_to_self');
  story.when(say('transfer', '2026-06-01T10:00', pass, { to: 'bob', id: 't' }));
  assert.deepEqual(told(story), ['sent ten']);
  story.when(say('void', '2026-06-01T10:00', { coupon: 'spec/t:0', reason: 'x' }));
  story.refused('coupon_unknown');
  story.when(say('void', '2026-06-01T10:00', { coupon: 'spec/t:0' }, { member: 'bob' }));
  assert.deepEqual(told(story), ['voided ten']);
});

test('a coupon that is kept stays used, also when all of the purchase comes back', () => {
  const story = shop().after(say('issue', '2026-06-01T10:00', { coupon: 'keep' }, { id: 'i' }));
  story.after(buy('p', '2026-06-01T11:00', LINES, { data: { lines: LINES, coupons: ['keep'] } }));
  story.when(bringBack('p', '2026-06-01T12:00'));
  assert.deepEqual(told(story), ['rolled_back keep']);
  const use = { ...basket('b', ['spec/i:0']) };
  story.when(say('redeem', '2026-06-01T12:00', use)).refused('coupon_used');
});
