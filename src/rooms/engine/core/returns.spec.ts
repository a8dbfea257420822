/** Goal: a return undoes exactly what came back, of what the purchase itself did. */
import { test } from 'node:test';
import { bringBack, buy, given, points } from '../../../../test/given.ts';

const rule = { id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } };

function program(star: object = {}, more: object = {}) {
  return {
    points: { star: { expiry: { rolling: 'P6M' }, returns: 'within-balance', ...star } },
    earning: [rule],
    ...more,
  };
}

test('everything returned is exactly everything clawed back', () => {
  given(program())
    .after(buy('p', '2026-01-10T10:00', [{ gross: 333 }, { gross: 333 }, { gross: 334 }]))
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { clawedBack: 10 } }, flags: [] });
});

test('two returns of 20 % are one of 40 %, and three lines back are the whole', () => {
  const story = given(program()).after(buy('p', '2026-01-10T10:00', [{ gross: 1110 }]));
  const part = (at: string, amount: number) => bringBack('p', at, [{ line: '1', amount }]);
  story.when(part('2026-01-11T10:00', 222)).decides({ moved: { star: { clawedBack: 3 } } });
  story.when(part('2026-01-12T10:00', 222)).decides({ moved: { star: { clawedBack: 2 } } });
  story.decides({ balances: { star: [6, 0, 0] } });
  story.when(part('2026-01-13T10:00', 667)).refused('return_exceeds_purchase');
  story.when(bringBack('p', '2026-01-14T10:00')).decides({ balances: { star: [0, 0, 0] } });
  story.when(bringBack('p', '2026-01-15T10:00')).refused('return_exceeds_purchase');
});

test('pieces come back one by one, never more than were bought', () => {
  const story = given(program()).after(
    buy('p', '2026-01-10T10:00', [{ gross: 1000, quantity: 3 }, { gross: 500 }]),
  );
  const back = (at: string, quantity: number) => bringBack('p', at, [{ line: '1', quantity }]);
  story.when(back('2026-01-11T10:00', 1)).decides({ balances: { star: [11, 0, 0] } });
  story.when(back('2026-01-11T11:00', 3)).refused('return_exceeds_purchase');
  story.when(bringBack('p', '2026-01-11T12:00', [{ line: '1', amount: 10 }]));
  story.refused('return_mixed');
  story.when(bringBack('p', '2026-01-11T12:00', [{ line: '9', quantity: 1 }]));
  story.refused('return_line_unknown');
  story.when(back('2026-01-12T10:00', 2)).decides({ balances: { star: [5, 0, 0] } });
});

test('voided lines neither earn nor come back', () => {
  given(program())
    .after(buy('p', '2026-01-10T10:00', [{ gross: 1000, voided: true }, { gross: 500 }]))
    .shows('2026-01-10T10:00', { star: [5, 0, 0] })
    .when(bringBack('p', '2026-01-11T10:00', [{ line: '1', quantity: 1 }]))
    .refused('return_line_unknown')
    .when(bringBack('p', '2026-01-11T10:00'))
    .decides({ balances: { star: [0, 0, 0] } });
});

test('a receipt of voided lines only earns nothing, whatever the rule', () => {
  const present = { id: 'present', on: 'purchase', earn: { points: 'star', amount: 50 } };
  given(program({}, { earning: [rule, present] }))
    .when(buy('p', '2026-01-10T10:00', [{ gross: 1000, voided: true }]))
    .decides({ moved: {}, trace: ['base no_line_matches 0', 'present no_line_matches 0'] });
});

test('what was spent elsewhere is not there: within-balance stops at zero', () => {
  given(program())
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 10_000 }]),
      points('spend', '2026-01-11T10:00', { amount: 70 }),
    )
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [0, 0, 0] }, flags: ['clawback_short:star'] });
});

test('unlimited leaves a debt, which the next points pay first', () => {
  given(program({ returns: 'unlimited' }))
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 10_000 }]),
      points('spend', '2026-01-11T10:00', { amount: 70 }),
    )
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [-70, 0, 0] }, flags: [] })
    .when(points('spend', '2026-01-12T11:00', { amount: 1 }))
    .refused('points_insufficient')
    .when(buy('q', '2026-01-13T10:00', [{ gross: 10_000 }]))
    .decides({ balances: { star: [30, 0, 0] } });
});

test('only-pending takes what waits and leaves what was usable', () => {
  const waits = program({ returns: 'only-pending', pending: { for: 'P7D', round: 'end-of-day' } });
  given(waits)
    .after(
      buy('p', '2026-01-01T10:00', [{ gross: 10_000 }]),
      buy('q', '2026-01-05T10:00', [{ gross: 5_000 }]),
    )
    .when(bringBack('q', '2026-01-10T10:00'))
    .decides({ balances: { star: [100, 0, 0] } })
    .when(bringBack('p', '2026-01-10T11:00'))
    .decides({ balances: { star: [100, 0, 0] }, flags: ['clawback_short:star'] });
});

test('pending points of the purchase go first, not those of its neighbour', () => {
  given(program({ pending: { for: 'P7D', round: 'none' } }))
    .after(
      buy('p', '2026-01-01T10:00', [{ gross: 10_000 }]),
      buy('q', '2026-01-02T10:00', [{ gross: 5_000 }]),
    )
    .when(bringBack('p', '2026-01-03T10:00'))
    .decides({ balances: { star: [0, 50, 0] } })
    .shows('2026-01-08T10:00', { star: [0, 50, 0] })
    .shows('2026-01-09T10:00', { star: [50, 0, 0] });
});

test('goodwill is never clawed back, nor does it pay for a return', () => {
  given(program())
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 10_000 }]),
      points('spend', '2026-01-10T11:00', { amount: 100 }),
      points('goodwill', '2026-01-11T10:00', { amount: 80 }),
    )
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [80, 0, 0] }, flags: ['clawback_short:star'] });
});

test('onReturn: all takes a present with the first line, keep leaves it', () => {
  const present = (id: string, onReturn: string) => ({
    id,
    on: 'purchase',
    earn: { points: 'star', amount: 50 },
    onReturn,
  });
  const earning = [present('all', 'all'), present('keep', 'keep'), present('part', 'proportional')];
  given(program({}, { earning }))
    .after(buy('p', '2026-01-10T10:00', [{ gross: 300 }, { gross: 100 }]))
    .when(bringBack('p', '2026-01-11T10:00', [{ line: '2', quantity: 1 }]))
    .decides({ moved: { star: { clawedBack: 63 } } })
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ moved: { star: { clawedBack: 37 } }, balances: { star: [50, 0, 0] } });
});

test('points spent on the purchase go back to the lots they came from', () => {
  const story = given(program())
    .after(
      points('opening', '2026-01-01T10:00', { amount: 30, expiresAt: '2026-03-01T00:00:00Z' }),
      points('opening', '2026-01-01T10:00', { amount: 30, expiresAt: '2026-05-01T00:00:00Z' }),
      points('opening', '2026-01-01T10:00', { amount: 30, expiresAt: null }),
      buy('p', '2026-01-10T10:00', [{ gross: 40 }, { gross: 40 }]),
      points('spend', '2026-01-10T10:01', { amount: 70, purchase: { id: 'p' } }),
    )
    .shows('2026-01-10T10:01', { star: [20, 0, 0] });
  const half = bringBack('p', '2026-01-11T10:00', [{ line: '1', quantity: 1 }]);
  story.when(half).decides({ moved: { star: { restored: 35 } } });
  // What was spent last comes back first: 10 that never end, 25 of those that end in May.
  story
    .shows('2026-04-01T00:00', { star: [55, 0, 0] })
    .shows('2026-06-01T00:00', { star: [30, 0, 0] });
  story.when(bringBack('p', '2026-01-12T10:00')).decides({ balances: { star: [90, 0, 0] } });
  story
    .shows('2026-03-01T00:00', { star: [60, 0, 0] })
    .shows('2026-06-01T00:00', { star: [30, 0, 0] });
});

test('a spend on a basket that cost nothing comes back by pieces', () => {
  const free = { gross: 500, discount: 500 };
  given(program())
    .after(
      points('opening', '2026-01-01T10:00', { amount: 100 }),
      buy('p', '2026-01-10T10:00', [free, { ...free, quantity: 3 }]),
      points('spend', '2026-01-10T10:01', { amount: 100, purchase: { id: 'p' } }),
    )
    .when(bringBack('p', '2026-01-11T10:00', [{ line: '1', quantity: 1 }]))
    .decides({ balances: { star: [25, 0, 0] } })
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [100, 0, 0] } });
});

test('what was spent on a purchase comes back before what it earned is taken', () => {
  given(program())
    .after(
      points('opening', '2026-01-01T10:00', { amount: 100 }),
      buy('p', '2026-01-10T10:00', [{ gross: 9_000 }]),
      points('spend', '2026-01-10T10:01', { amount: 100, purchase: { id: 'p' } }),
      points('spend', '2026-01-11T10:00', { amount: 90 }),
    )
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [10, 0, 0] }, flags: [] });
});

test('points that come back to a lot that has ended end at once', () => {
  given(program())
    .after(
      points('opening', '2026-01-01T10:00', { amount: 50, expiresAt: '2026-02-01T00:00:00Z' }),
      buy('p', '2026-01-10T10:00', [{ gross: 40 }]),
      points('spend', '2026-01-10T10:01', { amount: 50, purchase: { id: 'p' } }),
    )
    .when(bringBack('p', '2026-03-01T10:00'))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { restored: 50, expired: 50 } } });
});

test('an ended lot that is filled by a return does not pay for the clawback', () => {
  given(program())
    .after(
      points('opening', '2026-01-01T10:00', { amount: 50, expiresAt: '2026-02-01T00:00:00Z' }),
      buy('p', '2026-01-10T10:00', [{ gross: 3_000 }]),
      points('spend', '2026-01-10T10:01', { amount: 50, purchase: { id: 'p' } }),
    )
    .when(bringBack('p', '2026-03-01T10:00'))
    .decides({ moved: { star: { restored: 50, expired: 50, clawedBack: 30 } } });
});

test('a spend beyond zero comes back as points once the debt has been paid', () => {
  given(program({ overdraft: { limit: 50 } }))
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]),
      points('spend', '2026-01-10T10:01', { amount: 40, purchase: { id: 'p' } }),
    )
    .shows('2026-01-10T10:01', { star: [-30, 0, 0] })
    .after(buy('q', '2026-01-11T10:00', [{ gross: 5_000 }]))
    .when(bringBack('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [50, 0, 0] }, flags: [] })
    .shows('2027-01-01T00:00', { star: [0, 0, 0] });
});

test('waiting points that lapsed are not asked from others', () => {
  const waits = { pending: { until: 'delivered', within: 'P10D' } };
  given(program(waits))
    .after(
      points('opening', '2026-01-01T10:00', { amount: 500 }),
      buy('p', '2026-01-10T10:00', [{ gross: 10_000 }]),
    )
    .when(bringBack('p', '2026-02-01T10:00'))
    .decides({ balances: { star: [500, 0, 0] }, moved: { star: { voided: 100 } } });
});

test('a purchase nobody knows cannot come back, nor one whose window is over', () => {
  given(program({}, { intake: { returnWithin: 'P30D' } }))
    .when(bringBack('p', '2026-01-12T10:00'))
    .refused('purchase_unknown')
    .after(buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]))
    .when(bringBack('p', '2026-02-09T10:00:01'))
    .refused('return_too_late')
    .when(bringBack('p', '2026-02-09T10:00:00'))
    .decides({ balances: { star: [0, 0, 0] } });
});

test('a rule may pay for a return', () => {
  const sorry = {
    id: 'sorry',
    on: 'return',
    when: 'event.data.reason == "damaged"',
    earn: { points: 'star', amount: 20 },
  };
  const back = bringBack('p', '2026-01-12T10:00');
  given(program({}, { earning: [rule, sorry] }))
    .after(buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]))
    .when({ ...back, data: { ...back.data, reason: 'damaged' } })
    .decides({ balances: { star: [20, 0, 0] }, awards: { sorry: 20 } });
});
