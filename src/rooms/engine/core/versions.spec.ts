/** Goal: a new program version neither crashes on what members have nor takes it away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, points } from '../../../../test/given.ts';

const star = { expiry: { rolling: 'P6M' } };
const growth = { expiry: 'never', qualifying: true, returns: 'unlimited' };
const both = [
  { id: 'stars', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } },
  { id: 'growth', on: 'purchase', earn: { points: 'growth', per: { spend: '1.00' } } },
];
const status = (names: Record<string, number>, more: object = {}) => ({
  set: 'status',
  measure: { points: 'growth' },
  levels: Object.entries(names).map(([id, at]) => ({ id, at })),
  ...more,
});
const first = {
  points: { star, growth },
  tiers: [status({ member: 0, silver: 10, gold: 50 })],
  earning: both,
};
const visit = (at: string) => ({ type: 'visit', at });

test('a currency that is gone keeps its points, and has them again when it returns', () => {
  const without = { points: { growth }, tiers: first.tiers, earning: [both[1]] };
  given(first)
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]))
    .publish(without, '2026-02-01T00:00')
    .when(visit('2026-02-02T10:00'))
    .decides({ balances: { star: [50, 0, 0], growth: [50, 0, 0] } })
    .when(points('spend', '2026-02-02T11:00', { amount: 1 }))
    .refused('currency_unknown')
    .publish(first, '2026-03-01T00:00')
    .when(points('spend', '2026-03-02T10:00', { amount: 20 }))
    .decides({ balances: { star: [30, 0, 0], growth: [50, 0, 0] } });
});

test('a return and its undoing while a currency is gone loses nothing', () => {
  const without = { points: { growth }, tiers: first.tiers, earning: [both[1]] };
  const again = { type: 'purchase.reinstated', data: { purchase: { id: 'p' } } };
  given(first)
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]), bringBack('p', '2026-01-11T10:00'))
    .publish(without, '2026-02-01T00:00')
    .after({ ...again, at: '2026-02-02T10:00' }, bringBack('p', '2026-02-03T10:00'))
    .publish(first, '2026-03-01T00:00')
    .when({ ...again, at: '2026-03-02T10:00' })
    .decides({ balances: { star: [50, 0, 0], growth: [50, 0, 0] } });
});

test('a level that is gone becomes the level that is deserved', () => {
  given(first)
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]))
    .publish({ ...first, tiers: [status({ member: 0, bronze: 20 })] }, '2026-02-01T00:00')
    .shows('2026-02-02T10:00', { star: [50, 0, 0], growth: [50, 0, 0] })
    .when(visit('2026-02-02T10:00'))
    .decides({ tiers: ['status entered bronze'] })
    .when(bringBack('p', '2026-02-03T10:00'))
    .decides({ balances: { star: [0, 0, 0], growth: [0, 0, 0] } });
});

test('a set that is gone is left alone', () => {
  given(first)
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]))
    .publish({ points: first.points, earning: both }, '2026-02-01T00:00')
    .when(bringBack('p', '2026-02-03T10:00'))
    .decides({ tiers: [] });
});

test('a late event under the old version does not move a member to an old level', () => {
  const renamed = status({ member: 0, bronze: 10, platinum: 50 });
  given(first)
    .after(visit('2026-01-01T10:00'))
    .publish({ ...first, tiers: [renamed] }, '2026-02-01T00:00')
    .after(buy('p', '2026-02-02T10:00', [{ gross: 5_000 }]))
    .when(buy('q', '2026-01-20T10:00', [{ gross: 1_000 }]))
    .decides({ tiers: [], levels: { status: 'platinum' }, awards: { stars: 10, growth: 10 } });
});

test('reviews that a version abolishes take nobody down, those it brings begin to count', () => {
  const downgrade = { policy: 'one-down', review: { every: 'P30D' } };
  const window = { measure: { points: 'growth', over: 'P10D' } };
  const strict = { ...first, tiers: [status({ member: 0, silver: 10 }, { downgrade, ...window })] };
  const kind = { ...first, tiers: [status({ member: 0, silver: 10 }, window)] };
  const abolished = given(strict).after(buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]));
  abolished.publish(kind, '2026-01-20T00:00');
  abolished.when(visit('2027-01-01T10:00')).decides({ tiers: [], levels: { status: 'silver' } });
  assert.equal(abolished.states.get('ann')?.tiers.status?.due, null);
  const brought = given(kind).after(buy('p', '2026-01-10T10:00', [{ gross: 1_000 }]));
  brought.publish(strict, '2026-01-20T00:00').after(visit('2026-02-01T10:00'));
  brought.when(visit('2026-03-03T09:59')).decides({ tiers: [] });
  brought.when(visit('2026-03-03T10:00')).decides({ tiers: ['status downgrade member'] });
});

test('lots keep the end they were given', () => {
  given(first)
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]))
    .publish({ ...first, points: { star: { expiry: 'never' }, growth } }, '2026-02-01T00:00')
    .after(buy('q', '2026-02-02T10:00', [{ gross: 100 }]))
    .shows('2026-07-11T00:00', { star: [1, 0, 0], growth: [51, 0, 0] });
});

test('a window that a new version looks at finds the days that are past', () => {
  const window = { measure: { points: 'growth', over: 'P3M' } };
  given({ ...first, tiers: [] })
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]))
    .publish({ ...first, tiers: [status({ member: 0, gold: 50 }, window)] }, '2026-02-01T00:00')
    .when(visit('2026-02-02T10:00'))
    .decides({ levels: { status: 'gold' } });
});
