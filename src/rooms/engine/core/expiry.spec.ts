/** Goal: points end when they should, also when the event was late or nobody came for years. */
import { test } from 'node:test';
import { bringBack, buy, given, points } from '../../../../test/given.ts';

const earning = [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }];
const program = (star: object, timezone = 'UTC') => ({ timezone, points: { star }, earning });
const visit = (at: string) => ({ type: 'visit', at });

test('valid until 19 June is the end of that local day', () => {
  given(program({ expiry: { rolling: 'P6M', round: 'end-of-day' } }, 'Asia/Shanghai'))
    .after(buy('p', '2025-12-19T00:30', [{ gross: 1_000 }]))
    .shows('2026-06-19T23:59:59.999', { star: [10, 0, 0] })
    .shows('2026-06-20T00:00', { star: [0, 0, 0] });
});

test('a day is local: half past midnight in Berlin is yesterday in UTC', () => {
  given(program({ expiry: { rolling: 'P1M', round: 'end-of-month' } }, 'Europe/Berlin'))
    .after(buy('p', '2026-03-01T00:30', [{ gross: 1_000 }]))
    .shows('2026-04-30T23:59', { star: [10, 0, 0] })
    .shows('2026-05-01T00:00', { star: [0, 0, 0] });
});

test('calendar points live until their day, and longer by full years', () => {
  const end = (years: number) => program({ expiry: { calendar: '12-31', years } });
  given(end(0))
    .after(buy('p', '2026-12-31T23:59', [{ gross: 1_000 }]))
    .shows('2027-01-01T00:00', { star: [0, 0, 0] });
  given(end(1))
    .after(buy('p', '2026-01-01T00:00', [{ gross: 1_000 }]))
    .shows('2027-12-31T23:59', { star: [10, 0, 0] })
    .shows('2028-01-01T00:00', { star: [0, 0, 0] });
});

test('calendar points do not end while they wait', () => {
  const waits = { expiry: { calendar: '12-31' }, pending: { for: 'P7D', round: 'none' } };
  given(program(waits))
    .after(buy('p', '2026-12-30T10:00', [{ gross: 1_000 }]))
    .shows('2027-01-01T00:00', { star: [0, 10, 0] })
    .shows('2027-01-06T10:00', { star: [10, 0, 0] })
    .shows('2028-01-01T00:00', { star: [0, 0, 0] });
});

test('sliding points end together, a while after the last activity', () => {
  const story = given(program({ expiry: { sliding: 'P3M' } })).after(
    buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]),
    visit('2026-03-01T10:00'),
    { type: 'member.updated', at: '2026-05-01T10:00', data: { tags: ['x'] } },
  );
  story.shows('2026-06-01T23:59', { star: [10, 0, 0] });
  story.shows('2026-06-02T00:00', { star: [0, 0, 0] });
  story.when(points('spend', '2026-06-01T10:00', { amount: 4 }));
  story
    .shows('2026-09-01T10:00', { star: [6, 0, 0] })
    .shows('2026-09-02T10:00', { star: [0, 0, 0] });
});

test('sliding points beside points with an end of their own end for themselves', () => {
  given(program({ expiry: { sliding: 'P3M' } }))
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]),
      points('opening', '2026-01-10T11:00', { amount: 5, expiresAt: '2027-01-01T00:00:00Z' }),
    )
    .shows('2026-06-01T10:00', { star: [5, 0, 0] })
    .shows('2027-01-01T00:00', { star: [0, 0, 0] });
});

test('a present to a member who has lapsed does not end as it comes', () => {
  given(program({ expiry: { sliding: 'P3M' } }))
    .after(buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]))
    .when(points('goodwill', '2026-12-01T10:00', { amount: 7 }))
    .decides({ balances: { star: [7, 0, 0] }, moved: { star: { goodwill: 7, expired: 10 } } })
    .shows('2027-03-01T10:00', { star: [7, 0, 0] })
    .shows('2027-03-02T00:00', { star: [0, 0, 0] });
});

test('sliding points that come back to a member who has lapsed end at once', () => {
  given(program({ expiry: { sliding: 'P1M' } }))
    .after(
      points('opening', '2026-01-10T09:00', { amount: 50 }),
      buy('p', '2026-01-10T10:00', [{ gross: 0 }]),
      points('spend', '2026-01-10T10:01', { amount: 50, purchase: { id: 'p' } }),
    )
    .when(bringBack('p', '2026-04-01T10:00'))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { restored: 50, expired: 50 } } });
});

test('waiting points stay when the others slide away', () => {
  const waits = { expiry: { sliding: 'P1M' }, pending: { until: 'delivered', within: 'P6M' } };
  given(program(waits))
    .after(
      points('opening', '2026-01-10T09:00', { amount: 50 }),
      buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]),
    )
    .shows('2026-03-01T10:00', { star: [0, 10, 0] })
    .when({ type: 'delivered', at: '2026-03-02T10:00', data: { purchase: { id: 'p' } } })
    .decides({ balances: { star: [10, 0, 0] } });
});

test('a late purchase earns by its own day, and is over at once if its points are', () => {
  const story = given(program({ expiry: { rolling: 'P1M' } })).after(visit('2026-06-01T10:00'));
  story.when(buy('p', '2026-05-20T10:00', [{ gross: 1_000 }]));
  story.decides({ balances: { star: [10, 0, 0] }, flags: ['late'] });
  story
    .shows('2026-06-20T23:59', { star: [10, 0, 0] })
    .shows('2026-06-21T00:00', { star: [0, 0, 0] });
  story.when(buy('q', '2026-04-20T10:00', [{ gross: 1_000 }]));
  story.decides({ moved: { star: { earned: 10, expired: 10 } } });
});

test('a late purchase whose waiting is over is usable at once', () => {
  given(program({ expiry: 'never', pending: { for: 'P7D', round: 'none' } }))
    .after(visit('2026-06-01T10:00'))
    .when(buy('p', '2026-05-20T10:00', [{ gross: 1_000 }]))
    .decides({ balances: { star: [10, 0, 0] } })
    .when(buy('q', '2026-05-30T10:00', [{ gross: 1_000 }]))
    .decides({ balances: { star: [10, 10, 0] } })
    .when(bringBack('p', '2026-06-01T11:00'))
    .decides({ balances: { star: [0, 10, 0] } });
});

test('an opening whose end has passed is told as over', () => {
  given(program({ expiry: 'never' }))
    .when(points('opening', '2026-06-01T10:00', { amount: 5, expiresAt: '2026-06-01T10:00:00Z' }))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { opening: 5, expired: 5 } } });
});

test('waiting points that nobody delivers are void', () => {
  given(program({ expiry: 'never', pending: { until: 'delivered', within: 'P10D' } }))
    .after(buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]))
    .shows('2026-01-20T09:59', { star: [0, 10, 0] })
    .shows('2026-01-20T10:00', { star: [0, 0, 0] })
    .when({ type: 'delivered', at: '2026-01-21T10:00', data: { purchase: { id: 'p' } } })
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { voided: 10 } } });
});
