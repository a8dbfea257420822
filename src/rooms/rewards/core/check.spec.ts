/** Goal: a catalogue that contradicts itself is refused, each mistake at its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../spec-shop.ts';
import { describeReward } from './describe.ts';
import type { RewardDocument } from './section.ts';

const BAG = { id: 'bag', kind: 'goods', price: { points: 'star', amount: 500 } };
const SEAL = 'a'.repeat(64);
const CASH = { kind: 'discount' };
const rate = (over: object, points = 100, money = '1.00') => ({
  price: { points: 'star', exchange: { points, money }, ...over },
});
const draw = (over: object = {}) => ({ draw: { until: '2026-11-30', seal: SEAL, ...over } });
const ONE = { stock: { total: 1 } };
const at = '/rewards/0';

for (const [over, ...told] of [
  [{ price: { points: 'star', amount: 0 } }, `price_zero ${at}/price/amount`],
  [{ price: { points: 'stra', amount: 5 } }, `unknown_currency ${at}/price/points`],
  [{ price: { points: 'growth', amount: 5 } }, `currency_not_spendable ${at}/price/points`],
  [{ price: { points: 'star', amount: 5, money: '0' } }, `amount_zero ${at}/price/money`],
  [{ price: { points: 'star', amount: 5, money: '1.005' } }, `amount_decimals ${at}/price/money`],
  [rate({}), `price_not_for_kind ${at}/price/exchange`],
  [{ ...CASH, ...rate({}) }],
  [{ ...CASH, ...rate({}, 0) }, `price_zero ${at}/price/exchange/points`],
  [{ ...CASH, ...rate({}, 100, '0.00') }, `amount_zero ${at}/price/exchange/money`],
  [{ ...CASH, ...rate({ step: 150 }, 1_000) }],
  [{ ...CASH, ...rate({ step: 155 }, 1_000) }, `step_not_whole ${at}/price/step`],
  [{ ...CASH, ...rate({ most: { share: '3/2' } }) }, `share_out_of_range ${at}/price/most/share`],
  [{ ...CASH, ...rate({ most: { share: '1/1' } }) }],
  [
    { ...CASH, ...rate({ step: 1_000, most: { amount: '9.00' } }) },
    `never_fires ${at}/price/most/amount`,
  ],
  [{ ...CASH, ...rate({}), worth: '5.00' }, `worth_without_effect ${at}/worth`],
  [CASH, `worth_missing ${at}/worth`],
  [{ worth: '5.00' }, `worth_without_effect ${at}/worth`],
  [{ kind: 'coupon' }, `coupon_missing ${at}/gives`],
  [{ kind: 'coupon', gives: [{ coupon: 'none' }] }, `unknown_coupon ${at}/gives/0/coupon`],
  [{ gives: [{ points: 'star', amount: 5 }] }, `gives_its_price ${at}/gives/0/points`],
  [{ gives: [{ points: 'growth', amount: 5 }] }],
  [{ stock: { per: 'P1D' } }, `stock_without_units ${at}/stock`],
  [{ stock: { total: 2, perStore: { S1: 3 } } }, `stock_exceeds_total ${at}/stock/perStore/S1`],
  [{ ...draw(), ...ONE }],
  [draw(), `draw_without_units ${at}/draw`],
  [{ ...draw(), stock: { total: 1, per: 'P1D' } }, `draw_without_units ${at}/draw`],
  [{ ...draw({ until: '2026-11-31' }), ...ONE }, `date_does_not_exist ${at}/draw/until`],
  [{ ...draw(), ...ONE, during: { from: '2026-12-01' } }, `never_fires ${at}/draw`],
  [{ ...draw(), ...ONE, kind: 'donation' }, `draw_not_for_kind ${at}/draw`],
  [{ ...draw({ claim: 'PT0S' }), ...ONE }, `duration_zero ${at}/draw/claim`],
  [{ fulfil: ['at-once'] }, `fulfilment_not_for_kind ${at}/fulfil/0`],
  [{ fulfil: ['ship', 'ship'] }, `duplicate_fulfilment ${at}/fulfil/1`],
  [{ fulfil: ['ship'], collectWithin: 'P7D' }, `never_fires ${at}/collectWithin`],
  [{ hold: 'PT0S' }, `duration_zero ${at}/hold`],
  [{ rollback: 'P0D' }, `duration_zero ${at}/rollback`],
  [{ rollback: 'never' }],
  [{ tiers: { status: ['glod'] } }, `unknown_level ${at}/tiers/status/0`],
  [{ when: 'purchase.net > 5' }, `never_fires ${at}/when`],
  [{ during: { from: '2026-03-02', to: '2026-03-01' } }, `never_fires ${at}/during`],
  [
    {
      limits: {
        perMember: [
          { times: 1, per: 'P1D' },
          { times: 1, per: 'P1D' },
        ],
      },
    },
    `duplicate_limit ${at}/limits/perMember/1`,
  ],
] as const) {
  test(`${JSON.stringify(over)} gets ${told.join(', ') || 'nothing'}`, () =>
    assert.deepEqual(problemsOf({ ...BAG, ...over }), told));
}

test('two rewards have two ids', () => {
  assert.deepEqual(problemsOf(BAG, BAG), ['duplicate_id /rewards/1/id']);
});

test('a plan says a reward in words', () => {
  const words = (over: object) => describeReward({ ...BAG, ...over } as RewardDocument);
  assert.equal(words({ stock: { total: 1_000 } }), 'goods for 500 star, 1,000 units');
  assert.equal(
    words({ ...CASH, ...rate({ most: { amount: '50.00', share: '1/2' } }) }),
    'discount for 100 star each 1.00, at most 50.00 or 1/2 of the basket',
  );
  assert.equal(
    words({ price: { points: 'star', amount: 5, money: '9.90' }, tiers: { status: ['gold'] } }),
    'goods for 5 star and 9.90, for gold',
  );
});
