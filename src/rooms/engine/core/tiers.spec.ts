/** Goal: levels rise at once, fall at their reviews, and go when the purchase behind them goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, points } from '../../../../test/given.ts';

const earning = [
  { id: 'base', on: 'purchase', earn: { points: 'growth', per: { spend: '1.00' } } },
];
const growth = { expiry: 'never', qualifying: true, returns: 'unlimited' };
const levels = [
  { id: 'member', at: 0 },
  { id: 'silver', at: 100 },
  { id: 'gold', at: 500, keep: 400 },
  { id: 'diamond', at: 2_000 },
];
const yearly = { policy: 'one-down', review: 'tier-anniversary' };

function program(downgrade: object = yearly, more: object = {}) {
  const measure = { points: 'growth', over: 'P12M' };
  const tiers = [{ set: 'status', measure, levels, downgrade }];
  return { points: { growth }, tiers, earning, ...more };
}

const spend = (id: string, at: string, yuan: number) => buy(id, at, [{ gross: yuan * 100 }]);
const visit = (at: string) => ({ type: 'visit', at });

test('upgrades at once, several levels in one go', () => {
  given(program())
    .when(visit('2026-01-01T10:00'))
    .decides({ tiers: ['status entered member'] })
    .when(spend('p', '2026-01-02T10:00', 99))
    .decides({ tiers: [] })
    .when(spend('q', '2026-01-03T10:00', 401))
    .decides({ tiers: ['status upgrade gold'], levels: { status: 'gold' } });
});

test('a first purchase that comes back takes the level with it that it brought', () => {
  given(program())
    .when(spend('p', '2026-01-02T10:00', 600))
    .decides({ tiers: ['status entered gold'] })
    .when(bringBack('p', '2026-01-03T10:00'))
    .decides({ tiers: ['status upgrade_undone member'] });
});

test('a return in parts goes down level by level as it is deserved', () => {
  const part = (at: string, amount: number) => bringBack('p', at, [{ line: '1', amount }]);
  given(program())
    .after(visit('2026-01-01T10:00'), spend('p', '2026-01-02T10:00', 2_500))
    .when(part('2026-01-03T10:00', 200_000))
    .decides({ tiers: ['status upgrade_undone gold'] })
    .when(part('2026-01-04T10:00', 30_000))
    .decides({ tiers: ['status upgrade_undone silver'] })
    .when(bringBack('p', '2026-01-05T10:00'))
    .decides({ tiers: ['status upgrade_undone member'] });
});

test('two purchases, two levels: each return undoes its own', () => {
  const both = given(program()).after(
    spend('p', '2026-01-02T10:00', 100),
    spend('q', '2026-01-03T10:00', 450),
  );
  both.when(bringBack('q', '2026-01-04T10:00'));
  both.decides({ tiers: ['status upgrade_undone silver'] });
  both.when(bringBack('p', '2026-01-05T10:00'));
  both.decides({ tiers: ['status upgrade_undone member'] });
  given(program())
    .after(spend('p', '2026-01-02T10:00', 100), spend('q', '2026-01-03T10:00', 450))
    .when(bringBack('p', '2026-01-04T10:00'))
    .decides({ tiers: ['status upgrade_undone silver'] })
    .when(bringBack('q', '2026-01-05T10:00'))
    .decides({ tiers: ['status upgrade_undone member'] });
});

test('a level held before a purchase is not lost by returning it', () => {
  given(program())
    .after(spend('p', '2026-01-02T10:00', 120), spend('q', '2026-06-03T10:00', 50))
    .after(points('adjust', '2026-06-04T10:00', { currency: 'growth', amount: -60 }))
    .when(bringBack('q', '2026-06-05T10:00'))
    .decides({ tiers: [], levels: { status: 'silver' } });
});

test('the review at the anniversary looks at the twelve months that are over', () => {
  const story = given(program()).after(spend('p', '2026-03-10T10:00', 500));
  story.after(spend('q', '2026-03-11T00:00', 400));
  // The day of the upgrade is out of the window on the evening of its anniversary, the next is not.
  story.when(visit('2027-03-11T00:00')).decides({ tiers: ['status kept gold'] });
  story.when(visit('2028-03-11T00:00')).decides({ tiers: ['status downgrade silver'] });
  story.when(visit('2029-03-12T00:00')).decides({ tiers: ['status downgrade member'] });
  story.when(visit('2035-03-11T00:00')).decides({ tiers: [] });
});

test('a warning goes ahead, grace comes after, and buying in grace keeps the level', () => {
  const kind = { ...yearly, warn: 'P30D', grace: 'P14D' };
  const story = () => given(program(kind)).after(spend('p', '2026-03-10T10:00', 500));
  story()
    .when(visit('2027-02-09T00:00'))
    .decides({ tiers: ['status warning gold'] });
  story().when(visit('2027-02-08T23:59')).decides({ tiers: [] });
  const lapsed = story().after(visit('2027-02-10T00:00')).when(visit('2027-03-11T00:00'));
  lapsed.decides({ tiers: ['status grace gold'], levels: { status: 'gold' } });
  lapsed.when(visit('2027-03-25T00:00')).decides({ tiers: ['status downgrade silver'] });
  const saved = story().after(visit('2027-03-11T00:00'), spend('q', '2027-03-12T10:00', 400));
  saved.when(visit('2027-03-25T00:00')).decides({ tiers: ['status kept gold'] });
});

test('all that was missed in years is done in its order', () => {
  given(program({ ...yearly, warn: 'P30D', grace: 'P14D' }))
    .after(spend('p', '2026-03-10T10:00', 500))
    .when(visit('2029-01-01T00:00'))
    .decides({
      tiers: [
        'status warning gold',
        'status grace gold',
        'status downgrade silver',
        'status warning silver',
        'status grace silver',
        'status downgrade member',
      ],
    });
});

test('balance-based falls to the level that would be kept', () => {
  const low = [levels[0], { id: 'silver', at: 100, keep: 80 }, levels[2]];
  const sets = [
    {
      set: 'status',
      measure: { points: 'growth', over: 'P12M' },
      levels: low,
      downgrade: { policy: 'balance-based', review: { calendar: ['01-01'] } },
    },
  ];
  given(program({}, { tiers: sets }))
    .after(spend('p', '2026-01-01T10:00', 500), spend('q', '2027-05-01T10:00', 90))
    .when(visit('2028-01-01T00:00'))
    .decides({ tiers: ['status downgrade silver'] })
    .when(visit('2029-01-01T00:00'))
    .decides({ tiers: ['status downgrade member'] });
});

test('a calendar review counts the whole year, its first day too', () => {
  const calendar = { policy: 'one-down', review: { calendar: ['01-01'] } };
  given(program(calendar))
    .after(spend('p', '2026-01-01T00:00', 500))
    .when(visit('2027-01-01T00:00'))
    .decides({ tiers: ['status kept gold'] })
    .when(visit('2028-01-01T00:00'))
    .decides({ tiers: ['status downgrade silver'] });
});

test('a level reached shortly before its review is not warned about the days before', () => {
  const calendar = { policy: 'one-down', review: { calendar: ['01-01'] }, warn: 'P30D' };
  given(program(calendar))
    .after(visit('2026-01-01T00:00'), spend('p', '2026-12-20T00:00', 500))
    .when(visit('2026-12-21T00:00'))
    .decides({ tiers: [] })
    .when(visit('2027-01-01T00:00'))
    .decides({ tiers: ['status kept gold'] });
});

test('who rose on 29 February is reviewed when 28 February is over', () => {
  given(program())
    .after(spend('p', '2028-02-29T10:00', 100))
    .when(visit('2029-02-28T23:59'))
    .decides({ tiers: [] })
    .when(visit('2029-03-01T00:00'))
    // The twelve months that end on 28 February begin on 29 February.
    .decides({ tiers: ['status kept silver'] })
    .when(visit('2030-03-01T00:00'))
    .decides({ tiers: ['status downgrade member'] });
});

test('join anniversaries and cycles of their own length', () => {
  const join = { policy: 'one-down', review: 'join-anniversary' };
  given(program(join))
    .after(visit('2026-02-01T10:00'), spend('p', '2026-06-01T10:00', 100))
    .when(visit('2027-02-02T00:00'))
    .decides({ tiers: ['status kept silver'] })
    .when(visit('2028-02-02T00:00'))
    .decides({ tiers: ['status downgrade member'] });
  given(program({ policy: 'one-down', review: { every: 'P10D' } }))
    .after(spend('p', '2026-06-01T10:00', 100))
    .when(visit('2026-06-11T10:00'))
    .decides({ tiers: ['status kept silver'] });
});

test('after a return brings an old level back, a review that was missed is made up for now', () => {
  given(program())
    .after(spend('p', '2026-01-10T10:00', 150), spend('q', '2026-12-20T10:00', 500))
    .after(visit('2027-02-01T10:00'))
    .when(bringBack('q', '2027-02-02T10:00'))
    .decides({ tiers: ['status upgrade_undone silver', 'status downgrade member'] });
});

test('a level by the balance goes up when pending points become usable', () => {
  const star = { expiry: 'never', pending: { for: 'P7D', round: 'none' } };
  const tiers = [
    {
      set: 'status',
      measure: { points: 'star', count: 'balance' },
      levels: [levels[0], levels[1]],
      downgrade: { policy: 'balance-based', review: { every: 'P10D' } },
    },
  ];
  const rule = { id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } };
  const story = given({ points: { star }, tiers, earning: [rule] });
  story.after(spend('p', '2026-01-01T10:00', 150));
  assert.equal(story.settled('2026-01-08T09:59').tiers.status?.level, 'member');
  assert.equal(story.settled('2026-01-08T10:00').tiers.status?.level, 'silver');
  story.after(points('spend', '2026-01-09T10:00', { amount: 100 }));
  story.when(visit('2026-01-18T10:00')).decides({ tiers: ['status downgrade member'] });
});

test('the ladder: trial, grower, active, contributor, leader', () => {
  const when = {
    trial: 'member.purchases.count >= 1',
    grower: 'member.purchases.total >= money("1000.00")',
    active: 'member.purchases.perMonth(3) >= 1.0',
    contributor: 'member.referrals.completed >= 1',
    leader: '"council" in member.tags',
  };
  const ladder = (climb: string) => ({
    points: { growth },
    tiers: [
      { set: 'ladder', climb, levels: Object.entries(when).map(([id, when]) => ({ id, when })) },
    ],
  });
  const friend = { type: 'referral.completed', at: '2026-01-05T10:00' };
  const council = { type: 'member.updated', at: '2026-01-06T10:00', data: { tags: ['council'] } };
  given(ladder('in-order'))
    .when(spend('p', '2026-01-02T10:00', 10))
    .decides({ tiers: ['ladder entered trial'] })
    .when(friend)
    .decides({ tiers: [] })
    .when(council)
    .decides({ tiers: [] })
    .when(spend('q', '2026-01-07T10:00', 990))
    .decides({ tiers: ['ladder upgrade grower'] })
    .when(spend('r', '2026-01-08T10:00', 1))
    .decides({ tiers: ['ladder upgrade leader'] })
    .when(bringBack('r', '2026-01-09T10:00'))
    .decides({ tiers: ['ladder upgrade_undone grower'] })
    .when(bringBack('q', '2026-01-09T11:00'))
    .decides({ tiers: ['ladder upgrade_undone trial'] })
    .when(bringBack('p', '2026-01-09T12:00'))
    .decides({ tiers: ['ladder upgrade_undone '], levels: { ladder: '' } });
  given(ladder('highest'))
    .when(friend)
    .decides({ tiers: ['ladder entered contributor'] });
});
