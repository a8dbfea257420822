/** Goal: points pay a part of a basket: never more than it needs, and a return gives them back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, points, type Story } from '../../../../../../test/given.ts';

const PAY = {
  ...{ id: 'pay', kind: 'discount' },
  price: {
    ...{ points: 'star', exchange: { points: 100, money: '1.00' }, step: 100 },
    most: { amount: '20.00', share: '1/2' },
  },
};
const FIVE = {
  id: 'five',
  kind: 'discount',
  worth: '5.00',
  price: { points: 'star', amount: 400 },
};

function shop(): Story {
  const earn = { points: 'star', per: { spend: '1.00', of: 'basket.net' } };
  const earning = [{ id: 'base', on: 'purchase', earn }];
  const story = given({ points: { star: { expiry: 'never' } }, rewards: [PAY, FIVE], earning });
  return story.after(points('goodwill', '2026-01-01T10:00', { amount: 3_000 }));
}

const hold = (id: string, reward: string, data: object) => ({
  ...{ type: 'reward.hold', at: '2026-01-02T10:00', id },
  data: { reward, ...data } as Record<string, unknown>,
});

const basket = (redemptions: string[], ...gross: number[]) => {
  const lines = gross.map((one, index) => ({ line: `l${index + 1}`, gross: one }));
  const purchase = buy('p1', '2026-01-02T10:05', lines);
  return { ...purchase, data: { ...purchase.data, redemptions } };
};

/** What the last decision says of the redemption: off, its lines, points, and points released. */
function receipt(story: Story) {
  const { last } = story;
  assert.ok(last?.ok);
  const one = last.outcome.decision.effects.find(({ kind }) => kind === 'redeemed');
  return [one?.off, one?.lines, one?.points, one?.released];
}

test('the exchange takes whole steps, at most the share and amount of the program', () => {
  for (const [payable, held] of [
    [1_000, 500],
    [1_150, 500],
    [10_000, 2_000],
  ] as const) {
    const story = shop().after(hold('r', 'pay', { basket: payable }));
    story.shows('2026-01-02T10:01', { star: [3_000 - held, 0, held] });
  }
  shop()
    .when(hold('r', 'pay', { basket: 100 }))
    .refused('basket_too_small');
  shop()
    .when(hold('r', 'pay', { basket: 900, points: 50 }))
    .refused('points_below_step');
  shop()
    .when(hold('r', 'pay', {}))
    .refused('basket_needed');
});

test('a purchase spends what it names: points pay lines, and earn nothing themselves', () => {
  const story = shop().after(hold('r', 'pay', { basket: 3_000, points: 1_000 }));
  story.when(basket(['r'], 1_000, 2_000));
  const lines = [
    ['l1', 333],
    ['l2', 667],
  ];
  assert.deepEqual(receipt(story), [1_000, lines, 1_000, 0]);
  story.decides({ awards: { base: 20 }, moved: { star: { spent: 1_000, earned: 20 } } });
});

test('a basket that became smaller takes fewer points, and the rest is free again', () => {
  const story = shop().after(hold('r', 'pay', { basket: 3_000 }));
  story.when(basket(['r'], 1_290));
  assert.deepEqual(receipt(story), [600, [['l1', 600]], 600, 900]);
  story.decides({ balances: { star: [2_406, 0, 0] } });
});

test('two discounts share a basket; the second pays of what the first has left', () => {
  const story = shop();
  story.after(hold('a', 'five', { basket: 800 }), hold('b', 'five', { basket: 800 }));
  story.when(basket(['a', 'b'], 800));
  const { last } = story;
  assert.ok(last?.ok);
  const receipts = last.outcome.decision.effects.filter(({ kind }) => kind === 'redeemed');
  assert.deepEqual(
    receipts.map(({ off, points: paid }) => [off, paid]),
    [
      [500, 400],
      [300, 240],
    ],
  );
});

test('the return of a part gives that part of the points back, the rest with the rest', () => {
  const story = shop().after(hold('r', 'pay', { basket: 2_000 }), basket(['r'], 1_000, 1_000));
  story.when(bringBack('p1', '2026-01-05T10:00', [{ line: 'l1', quantity: 1 }]));
  story.decides({ moved: { star: { restored: 500, clawedBack: 5 } } });
  story.when(bringBack('p1', '2026-01-06T10:00'));
  story.decides({ moved: { star: { restored: 500, clawedBack: 5 } } });
  story.shows('2026-01-06T10:01', { star: [3_000, 0, 0] });
});

test('what is over, unknown or no discount refuses the purchase before anybody pays', () => {
  const story = shop().after(hold('r', 'pay', { basket: 2_000 }));
  story.when({ ...basket(['r'], 2_000), at: '2026-01-02T10:15' }).refused('redemption_not_open');
  story.when(basket(['r', 'r'], 2_000)).refused('redemption_not_open');
  story.when(basket(['never'], 2_000)).refused('redemption_not_open');
  story.after(basket(['r'], 2_000));
});
