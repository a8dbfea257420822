/** Goal: spends, holds, debts and transfers take the right points and give back the same. */
import { test } from 'node:test';
import { bringBack, buy, given, points } from '../../../../test/given.ts';

const star = { expiry: { rolling: 'P6M' }, transfer: true };
const earning = [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }];
const program = (more: object = {}) => ({ points: { star: { ...star, ...more } }, earning });

const lot = (amount: number, expiresAt: string | null) =>
  points('opening', '2026-01-01T00:00', { amount, expiresAt });
const feb = '2026-02-01T00:00:00Z';
const mar = '2026-03-01T00:00:00Z';

test('soonest to end first, never-ending last', () => {
  given(program())
    .after(lot(10, null), lot(10, mar), lot(10, feb))
    .when(points('spend', '2026-01-02T10:00', { amount: 15 }))
    .decides({ balances: { star: [15, 0, 0] }, moved: { star: { spent: 15 } } })
    .shows('2026-02-01T00:00', { star: [15, 0, 0] })
    .shows('2026-03-01T00:00', { star: [10, 0, 0] })
    .when(points('spend', '2026-01-02T10:00', { amount: 16 }))
    .refused('points_insufficient');
});

test('pending points cannot be spent, and those that end now are gone', () => {
  given(program({ pending: { for: 'P7D', round: 'none' } }))
    .after(lot(10, feb), buy('p', '2026-01-25T00:00', [{ gross: 5_000 }]))
    .when(points('spend', '2026-01-31T23:59', { amount: 11 }))
    .refused('points_insufficient')
    .when(points('spend', '2026-02-01T00:00', { amount: 51 }))
    .refused('points_insufficient')
    .when(points('spend', '2026-02-01T00:00', { amount: 50 }))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { expired: 10, spent: 50 } } });
});

test('a hold commits in part, the rest goes back to its lots', () => {
  given(program())
    .after(lot(10, feb), lot(10, mar), lot(10, null))
    .when(points('hold', '2026-01-02T10:00', { amount: 25 }, { id: 'h' }))
    .decides({ balances: { star: [5, 0, 25] } })
    .when(points('commit', '2026-01-02T10:05', { hold: 'h', amount: 26 }))
    .refused('hold_too_small')
    .when(points('commit', '2026-01-02T10:05', { hold: 'h', amount: 12 }))
    .decides({ balances: { star: [18, 0, 0] }, moved: { star: { spent: 12, released: 13 } } })
    .shows('2026-03-01T00:00', { star: [10, 0, 0] })
    .when(points('commit', '2026-01-02T10:06', { hold: 'h' }))
    .refused('hold_not_open');
});

test('a hold runs out by itself, whether or not anything happens', () => {
  given(program({ hold: { for: 'PT30M' } }))
    .after(lot(10, mar), points('hold', '2026-01-02T10:00', { amount: 10 }, { id: 'h' }))
    .shows('2026-01-02T10:29', { star: [0, 0, 10] })
    .shows('2026-01-02T10:30', { star: [10, 0, 0] })
    .when(points('void', '2026-01-02T10:30', { hold: 'h' }))
    .refused('hold_not_open')
    .when({ type: 'visit', at: '2026-01-02T11:00' })
    .decides({ moved: { star: { released: 10 } } });
});

test('held points may be spent after their end, but do not come back', () => {
  const until = { until: '2026-02-05T00:00:00Z' };
  const story = given(program()).after(
    lot(10, feb),
    lot(10, mar),
    points('hold', '2026-01-31T10:00', { amount: 15, ...until }, { id: 'h' }),
  );
  story.shows('2026-02-02T00:00', { star: [5, 0, 15] });
  story.shows('2026-02-05T00:00', { star: [10, 0, 0] });
  story.when(points('commit', '2026-02-02T10:00', { hold: 'h', amount: 3 }));
  story.decides({
    balances: { star: [10, 0, 0] },
    moved: { star: { spent: 3, released: 12, expired: 7 } },
  });
});

test('a voided hold after the end of its lot gives nothing back', () => {
  given(program())
    .after(
      lot(10, feb),
      points(
        'hold',
        '2026-01-31T10:00',
        { amount: 10, until: '2026-02-05T00:00:00Z' },
        { id: 'h' },
      ),
    )
    .when(points('void', '2026-02-02T10:00', { hold: 'h' }))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { released: 10, expired: 10 } } });
});

test('a hold may not begin in its past', () => {
  given(program())
    .after(lot(10, feb))
    .when(points('hold', '2026-01-02T10:00', { amount: 1, until: '2026-01-02T10:00:00Z' }))
    .refused('hold_until_past');
});

test('a commit that names the purchase is given back with it', () => {
  given(program())
    .after(
      lot(40, mar),
      points('hold', '2026-01-02T10:00', { amount: 30 }, { id: 'h' }),
      buy('p', '2026-01-02T10:01', [{ gross: 1_000 }]),
    )
    .when(points('commit', '2026-01-02T10:02', { hold: 'h', purchase: { id: 'q' } }))
    .refused('purchase_unknown')
    .after(points('commit', '2026-01-02T10:02', { hold: 'h', amount: 20, purchase: { id: 'p' } }))
    .shows('2026-01-02T10:02', { star: [30, 0, 0] })
    .when(bringBack('p', '2026-01-03T10:00'))
    .decides({ balances: { star: [40, 0, 0] }, moved: { star: { restored: 20, clawedBack: 10 } } })
    .shows('2026-03-01T00:00', { star: [0, 0, 0] });
});

test('an overdraft goes as far as its limit, and the next points pay it', () => {
  given(program({ overdraft: { limit: 20 } }))
    .after(lot(10, mar))
    .when(points('spend', '2026-01-02T10:00', { amount: 31 }))
    .refused('points_insufficient')
    .after(points('spend', '2026-01-02T10:00', { amount: 25 }))
    .shows('2026-01-02T10:00', { star: [-15, 0, 0] })
    .when(buy('p', '2026-01-03T10:00', [{ gross: 1_000 }]))
    .decides({ balances: { star: [-5, 0, 0] } })
    .when(buy('q', '2026-01-04T10:00', [{ gross: 1_000 }]))
    .decides({ balances: { star: [5, 0, 0] } });
});

test('pending points pay a debt when they become usable, not before', () => {
  given(program({ overdraft: { limit: 20 }, pending: { for: 'P1D', round: 'none' } }))
    .after(
      points('spend', '2026-01-02T10:00', { amount: 20 }),
      buy('p', '2026-01-03T10:00', [{ gross: 5_000 }]),
    )
    .shows('2026-01-03T10:00', { star: [-20, 50, 0] })
    .shows('2026-01-04T10:00', { star: [30, 0, 0] });
});

test('passing points on keeps their ends and their kind', () => {
  given(program())
    .after(lot(10, feb), points('goodwill', '2026-01-01T10:00', { amount: 10, expiresAt: mar }))
    .when(points('transfer', '2026-01-02T10:00', { amount: 15 }, { to: 'bob' }))
    .decides({ balances: { star: [5, 0, 0] }, moved: { star: { sent: 15 } } })
    .shows('2026-01-02T10:00', { star: [15, 0, 0] }, 'bob')
    .shows('2026-02-01T00:00', { star: [5, 0, 0] }, 'bob')
    .shows('2026-03-01T00:00', { star: [0, 0, 0] }, 'bob')
    .when(points('transfer', '2026-01-02T11:00', { amount: 1 }, { to: 'ann' }))
    .refused('transfer_to_self')
    .when(points('transfer', '2026-01-02T11:00', { amount: 6 }, { to: 'bob' }))
    .refused('points_insufficient');
});

test('a transfer to a member who is further on meets there', () => {
  given(program())
    .after(
      lot(10, feb),
      lot(10, mar),
      { type: 'visit', at: '2026-02-10T10:00', member: 'bob' },
      points('transfer', '2026-01-20T10:00', { amount: 10 }, { to: 'bob' }),
    )
    .decides({ moved: { star: { expired: 10, sent: 10 } } })
    .shows('2026-02-10T10:00', { star: [10, 0, 0] }, 'bob')
    .shows('2026-02-10T10:00', { star: [0, 0, 0] });
});

test('a debt is paid by points that are received', () => {
  given(program({ overdraft: { limit: 20 } }))
    .after(
      lot(30, mar),
      points('spend', '2026-01-02T10:00', { amount: 20 }, { member: 'bob' }),
      points('transfer', '2026-01-03T10:00', { amount: 30 }, { to: 'bob' }),
    )
    .shows('2026-01-03T10:00', { star: [10, 0, 0] }, 'bob');
});

test('what cannot be spent or passed on is refused', () => {
  const fixed = { growth: { expiry: 'never', qualifying: true }, gem: { expiry: 'never' } };
  given({ points: fixed })
    .after(points('opening', '2026-01-01T10:00', { currency: 'growth', amount: 5 }))
    .when(points('spend', '2026-01-02T10:00', { currency: 'growth', amount: 1 }))
    .refused('currency_not_spendable')
    .when(points('hold', '2026-01-02T10:00', { currency: 'growth', amount: 1 }))
    .refused('currency_not_spendable')
    .when(points('transfer', '2026-01-02T10:00', { currency: 'gem', amount: 1 }, { to: 'bob' }))
    .refused('transfer_not_allowed')
    .when(points('goodwill', '2026-01-02T10:00', { amount: 1 }))
    .refused('currency_unknown')
    .when(
      points('spend', '2026-01-02T10:00', { currency: 'gem', amount: 1, purchase: { id: 'p' } }),
    )
    .refused('purchase_unknown');
});

test('an adjustment goes both ways, with a reason, and counts where points qualify', () => {
  const growth = { growth: { expiry: 'never', qualifying: true } };
  const tiers = [
    {
      set: 'status',
      measure: { points: 'growth' },
      levels: [
        { id: 'member', at: 0 },
        { id: 'gold', at: 10 },
      ],
    },
  ];
  const adjust = (at: string, amount: number) =>
    points('adjust', at, { currency: 'growth', amount });
  given({ points: growth, tiers })
    .when(adjust('2026-01-01T10:00', 12))
    .decides({ levels: { status: 'gold' }, moved: { growth: { adjusted: 12 } } })
    .when(adjust('2026-01-02T10:00', -13))
    .refused('points_insufficient')
    .when(adjust('2026-01-02T10:00', -5))
    .decides({ balances: { growth: [7, 0, 0] }, moved: { growth: { adjusted: -5 } } });
});
