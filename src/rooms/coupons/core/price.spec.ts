import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AtTheTill,
  book,
  books,
  factsOf,
  line,
  moment,
} from '../../../../test/coupons/given.ts';
import type { CouponSlice } from './held.ts';
import { type Priced, priceCoupons } from './price.ts';

const NOON = moment('2026-06-01 12:00');
const CODE = { code: 'CODE', members: { when: 'true' } };

function price(
  sections: Record<string, unknown>,
  names: readonly string[],
  till: Partial<AtTheTill> = {},
  slice?: CouponSlice,
): Priced {
  const now = book(sections);
  const at = till.at ?? NOON;
  const facts = factsOf({ ...till, at, book: now });
  return priceCoupons(books(now), slice, { names, basket: null, at, facts });
}

const takes = (priced: Priced): unknown[] =>
  priced.takes.map(({ take }) => [take.of, ...take.lines.map(([id, off]) => `${id}:${off}`)]);
const noes = (priced: Priced): string[] =>
  priced.refused.map(({ problem }) => `${problem.path} ${problem.code}`);
const one = (coupon: Record<string, unknown>) => ({ coupons: [{ id: 'one', ...CODE, ...coupon }] });

describe('what a coupon gives', () => {
  const basket = {
    lines: [
      line({ line: '1', sku: 'tea', gross: 1_000 }),
      line({ line: '2', sku: 'mug', gross: 3_000, discount: 1_000, quantity: 2 }),
      line({ line: '3', sku: 'pot', gross: 500, voided: true }),
    ],
    shipping: 800,
  };

  test('an amount is shared out over the lines, to the last cent', () => {
    const priced = price(one({ take: { amount: '10.00' } }), ['CODE'], basket);
    assert.deepEqual(takes(priced), [['one', '1:333', '2:667']]);
    assert.equal(priced.off, 1_000);
  });

  test('an amount takes no more than there is to pay, and nothing that points have paid', () => {
    const lines = [line({ gross: 1_000, byReward: 400 }), line({ line: '2', gross: 50 })];
    const priced = price(one({ take: { amount: '99.00' } }), ['CODE'], { lines });
    assert.deepEqual(takes(priced), [['one', '1:600', '2:50']]);
  });

  test('a percentage rounds down in all, not by line, and stops at its cap', () => {
    const lines = [line({ gross: 99 }), line({ line: '2', gross: 99 })];
    const half = one({ take: { percent: '12.5' } });
    assert.deepEqual(takes(price(half, ['CODE'], { lines })), [['one', '1:12', '2:12']]);
    const up = one({ take: { percent: '12.5', round: 'up' } });
    assert.deepEqual(takes(price(up, ['CODE'], { lines })), [['one', '1:12', '2:13']]);
    const capped = one({ take: { percent: 50, atMost: '10.00' } });
    assert.equal(price(capped, ['CODE'], basket).off, 1_000);
  });

  test('a fixed price is for the dearest pieces first, and never dearer than before', () => {
    const lines = [
      line({ line: 'a', gross: 300, quantity: 3 }),
      line({ line: 'b', gross: 1_000, quantity: 2 }),
      line({ line: 'c', gross: 700 }),
    ];
    const some = one({ take: { price: '2.00', pieces: 2 } });
    assert.deepEqual(takes(price(some, ['CODE'], { lines })), [['one', 'b:300', 'c:500']]);
    const all = one({ take: { price: '2.00' } });
    assert.deepEqual(takes(price(all, ['CODE'], { lines })), [['one', 'b:600', 'c:500']]);
    const dear = one({ take: { price: '20.00' } });
    assert.deepEqual(noes(price(dear, ['CODE'], { lines })), [
      '/data/coupons/0 coupon_nothing_to_take',
    ]);
  });

  test('a gift in the basket becomes free; the rest of it is for the till to add', () => {
    const gift = one({ take: { gift: 'mug', quantity: 3, worth: '9.00' } });
    const [first] = price(gift, ['CODE'], basket).takes;
    assert.deepEqual(first?.take.lines, [['2', 2_000]]);
    assert.deepEqual(first?.take.gift, { sku: 'mug', quantity: 1 });
    assert.equal(first?.take.worth, 900);
  });

  test('a gift does not help to reach its own minimum', () => {
    const gift = one({ take: { gift: 'mug' }, minimum: { net: '25.00' } });
    assert.deepEqual(noes(price(gift, ['CODE'], basket)), ['/data/coupons/0 coupon_below_minimum']);
  });

  test('free delivery, also a part of it; none to take when there is no fee', () => {
    const free = one({ take: { delivery: 'free', atMost: '5.00' } });
    const [first] = price(free, ['CODE'], basket).takes;
    assert.equal(first?.take.delivery, 500);
    assert.equal(first?.take.off, 500);
    assert.deepEqual(noes(price(free, ['CODE'])), ['/data/coupons/0 coupon_nothing_to_take']);
  });

  test('a privilege needs no basket', () => {
    const lounge = one({ take: { privilege: 'Lounge' } });
    const [first] = price(lounge, ['CODE'], { lines: [] }).takes;
    assert.equal(first?.take.privilege, 'Lounge');
    assert.equal(first?.take.off, 0);
  });

  test('payers share what is taken and what is given, to the last cent', () => {
    const paidBy = [
      { by: 'shop', percent: 33 },
      { by: 'brand', percent: 67 },
    ];
    const [first] = price(one({ take: { amount: '10.01' }, paidBy }), ['CODE']).takes;
    assert.deepEqual(first?.take.paidBy, [
      ['shop', 330],
      ['brand', 671],
    ]);
  });
});

describe('why a coupon takes nothing', () => {
  const no = (coupon: Record<string, unknown>, till?: Partial<AtTheTill>) =>
    noes(price(one({ take: { amount: '1.00' }, ...coupon }), ['CODE'], till));

  test('dates are whole local days', () => {
    const valid = { from: '2026-06-01', to: '2026-06-19' };
    const at = (text: string) => ({ at: moment(text) });
    assert.deepEqual(no({ valid }, at('2026-05-31 23:59')), ['/data/coupons/0 coupon_not_started']);
    assert.deepEqual(no({ valid }, at('2026-06-01 00:00')), []);
    assert.deepEqual(no({ valid }, at('2026-06-19 23:59')), []);
    assert.deepEqual(no({ valid }, at('2026-06-20 00:00')), ['/data/coupons/0 coupon_ended']);
  });

  test('each reason has its code', () => {
    const first = (coupon: Record<string, unknown>, till?: Partial<AtTheTill>) =>
      no(coupon, till)[0]?.split(' ')[1] ?? 'taken';
    assert.equal(first({ members: { tags: ['vip'] } }), 'coupon_not_yours');
    assert.equal(first({ members: { tags: ['vip'] } }, { tags: ['vip'] }), 'taken');
    assert.equal(first({ members: { when: 'member.purchases.count > 3' } }), 'coupon_not_yours');
    assert.equal(first({ stores: ['S1'] }, { store: 'S2' }), 'coupon_wrong_store');
    assert.equal(first({ stores: ['S1'] }, { store: 'S1' }), 'taken');
    assert.equal(first({ channels: ['app'] }, { channel: 'store' }), 'coupon_wrong_channel');
    assert.equal(first({ when: 'event.weekday == 2' }), 'coupon_condition');
    assert.equal(first({ when: 'event.weekday == 1' }), 'taken');
    assert.equal(first({ for: { products: ['pot'] } }), 'coupon_no_line');
    assert.equal(first({ for: { brands: ['x'] } }), 'coupon_no_line');
    assert.equal(first({ for: { when: 'line.quantity > 1' } }), 'coupon_no_line');
    assert.equal(first({ for: { when: 'line.quantity == 1' } }), 'taken');
    assert.equal(first({ minimum: { net: '100.01' } }), 'coupon_below_minimum');
    assert.equal(first({ minimum: { net: '100.00', pieces: 1 } }), 'taken');
    assert.equal(first({ minimum: { pieces: 2 } }), 'coupon_below_minimum');
    assert.equal(first({ stopped: true }), 'coupon_stopped');
    assert.equal(first({}, { lines: [] }), 'coupon_nothing_to_take');
  });

  test('unknown codes, and codes of others, are told apart', () => {
    const now = book(one({ take: { amount: '1.00' } }));
    const facts = factsOf({ at: NOON, book: now });
    const about = { of: 'one', version: 1 } as const;
    const elsewhere = new Map([
      ['A', { ...about, standing: 'taken' } as const],
      ['B', { ...about, standing: 'used' } as const],
      ['C', { ...about, standing: 'voided' } as const],
    ]);
    const names = ['A', 'B', 'C', 'D'];
    const asked = { names, basket: null, at: NOON, facts, elsewhere };
    assert.deepEqual(noes(priceCoupons(books(now), undefined, asked)), [
      '/data/coupons/0 coupon_not_yours',
      '/data/coupons/1 coupon_used',
      '/data/coupons/2 coupon_voided',
      '/data/coupons/3 coupon_unknown',
    ]);
  });

  test('a code printed for two campaigns tells the reason that got furthest', () => {
    const campaigns = [
      { id: 'spring', valid: { to: '2026-05-31' } },
      { id: 'summer', valid: { from: '2026-06-01' }, members: { tags: ['sun'] } },
    ];
    const coupon = { code: 'BOTH', take: { amount: '1.00' } };
    const coupons = [
      { ...coupon, id: 'a', campaign: 'spring' },
      { ...coupon, id: 'b', campaign: 'summer', for: { products: ['pot'] } },
    ];
    const both = (till: Partial<AtTheTill>) => price({ campaigns, coupons }, ['BOTH'], till);
    assert.deepEqual(takes(both({ at: moment('2026-05-31 12:00') })), [['a', '1:100']]);
    assert.deepEqual(noes(both({ tags: ['sun'] })), ['/data/coupons/0 coupon_no_line']);
    const lines = [line({ sku: 'pot' })];
    assert.deepEqual(takes(both({ tags: ['sun'], lines })), [['b', '1:100']]);
  });
});

describe('several coupons', () => {
  const coupons = [
    { id: 'ten', code: 'TEN', take: { amount: '10.00' } },
    { id: 'half', code: 'HALF', take: { percent: 50 } },
    { id: 'wrap', code: 'WRAP', take: { privilege: 'Wrapping' }, lane: 'extra' },
  ];
  const lanes = (choose: string) => ({
    couponLanes: [
      { id: 'money', choose },
      { id: 'extra', choose: 'all' },
    ],
    coupons,
  });
  const names = ['WRAP', 'HALF', 'TEN'];

  test('all: in the order of the document, each on what the one before has left', () => {
    assert.deepEqual(takes(price(lanes('all'), names)), [
      ['ten', '1:1000'],
      ['half', '1:4500'],
      ['wrap'],
    ]);
  });

  test('best: the one that takes the most; the others are told that they lost', () => {
    const priced = price(lanes('best'), names);
    assert.deepEqual(takes(priced), [['half', '1:5000'], ['wrap']]);
    assert.deepEqual(noes(priced), ['/data/coupons/2 coupon_lost_in_lane']);
  });

  test('best: of equals, the first of the document', () => {
    const equals = {
      coupons: [
        { id: 'a', code: 'AAA', take: { amount: '5.00' } },
        { id: 'b', code: 'BBB', take: { percent: 5 } },
      ],
    };
    assert.deepEqual(takes(price(equals, ['BBB', 'AAA'])), [['a', '1:500']]);
  });

  test('first: the first of the document that takes anything', () => {
    const priced = price(lanes('first'), names);
    assert.deepEqual(takes(priced), [['ten', '1:1000'], ['wrap']]);
    assert.deepEqual(noes(priced), ['/data/coupons/1 coupon_lost_in_lane']);
  });

  test('who comes when all is paid has nothing to take', () => {
    const all = {
      couponLanes: [{ id: 'all', choose: 'all' }],
      coupons: [{ id: 'free', code: 'FREE', take: { percent: 100 } }, ...coupons.slice(0, 1)],
    };
    assert.deepEqual(noes(price(all, ['TEN', 'FREE'])), ['/data/coupons/0 coupon_nothing_to_take']);
  });

  test('one of a kind in a basket, unless the coupon allows more', () => {
    const held = (id: string) => ({ id, of: 'mine', version: 1, from: 0 });
    const slice = [held('x'), held('y'), held('z')];
    const mine = (limits: object) => ({
      couponLanes: [{ id: 'all', choose: 'all' }],
      coupons: [{ id: 'mine', take: { amount: '1.00' }, ...limits }],
    });
    assert.deepEqual(noes(price(mine({}), ['x', 'y'], {}, slice)), [
      '/data/coupons/1 coupon_limit_basket',
    ]);
    const two = mine({ limits: { perBasket: 2 } });
    assert.deepEqual(noes(price(two, ['x', 'y', 'z', 'x'], {}, slice)), [
      '/data/coupons/3 coupon_presented_twice',
      '/data/coupons/2 coupon_limit_basket',
    ]);
  });

  test('by its name in the document, the held one that ends soonest is meant', () => {
    const held = (id: string, until: number) => ({ id, of: 'mine', version: 1, from: 0, until });
    const slice = [held('late', NOON + 9), held('soon', NOON + 1), held('over', NOON + 5)];
    const mine = { coupons: [{ id: 'mine', take: { amount: '1.00' } }] };
    const priced = price(mine, ['mine'], {}, slice);
    assert.equal(priced.takes[0]?.candidate.held?.id, 'soon');
  });

  test('who was issued one of a public code uses that one first', () => {
    const slice = [{ id: 'x', of: 'one', version: 1, from: 0 }];
    const priced = price(one({ take: { amount: '1.00' } }), ['CODE'], {}, slice);
    assert.equal(priced.takes[0]?.candidate.held?.id, 'x');
    const used = [{ ...slice[0]!, closed: 'voided' as const }];
    const again = price(one({ take: { amount: '1.00' } }), ['CODE'], {}, used);
    assert.equal(again.takes[0]?.candidate.held, null);
  });

  test('the same coupon by its id and by its code is one coupon', () => {
    const slice = [{ id: 'x', of: 'mine', version: 1, from: 0, code: 'ABC' }];
    const mine = { coupons: [{ id: 'mine', take: { amount: '1.00' } }] };
    assert.deepEqual(noes(price(mine, ['ABC', 'x'], {}, slice)), [
      '/data/coupons/1 coupon_presented_twice',
    ]);
  });
});
