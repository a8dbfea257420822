/** Goal: benefits come, are used, lapse and are taken back with the events of a member's life. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringBack, buy, given, type Story } from '../../../../test/given.ts';

const PROGRAM = {
  points: { star: { expiry: 'never' } },
  tiers: [
    {
      set: 'status',
      measure: { points: 'star' },
      levels: [
        { id: 'member', at: 0 },
        { id: 'gold', at: 100 },
      ],
    },
  ],
  earning: [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }],
  benefits: [
    {
      id: 'warranty',
      on: 'purchase',
      when: 'line.category == "appliance"',
      window: 'PT24H',
      cost: '3.00',
      gives: { granted: [{ tag: 'warranted' }], used: [{ points: 'star', amount: 7 }] },
    },
    {
      id: 'lounge',
      tiers: { status: ['gold'] },
      limits: { perMember: [{ times: 1, per: 'P1D' }] },
    },
    { id: 'free-hour', quota: { times: 2, per: 'P1D' } },
    { id: 'parking', on: 'visit', window: 'PT2H', quota: { times: 1, per: 'P1D' } },
  ],
};

const appliance = (id: string, at: string) => buy(id, at, [{ gross: 500, category: 'appliance' }]);
const use = (benefit: string, at: string, member = 'ann') => ({
  type: 'benefit.use',
  at,
  member,
  data: { benefit },
});

function told(story: Story): string[] {
  assert.ok(story.last?.ok, story.last?.ok === false ? story.last.refusal.code : '');
  return story.last.outcome.decision.effects
    .filter(({ room }) => room !== 'points')
    .map(({ kind, benefit, tag, why }) =>
      [kind, benefit ?? tag, why].filter((word) => word !== undefined).join(' '),
    );
}

test('a purchase grants a window; its use gives points, once', () => {
  const story = given(PROGRAM).when(appliance('p1', '2026-01-05T10:00'));
  assert.deepEqual(told(story), ['granted warranty', 'tagged warranted']);
  story.when(use('warranty', '2026-01-06T09:59'));
  assert.deepEqual(told(story), ['used warranty']);
  story.decides({ balances: { star: [12, 0, 0] }, moved: { star: { earned: 7 } } });
  story.when(use('warranty', '2026-01-06T09:59')).refused('benefit_not_open');
});

test('what nobody used lapses by itself, and says so', () => {
  const story = given(PROGRAM).fund({ 'quota:parking@20459': 1 });
  story.after(appliance('p1', '2026-01-05T10:00')).when({ type: 'visit', at: '2026-01-06T10:00' });
  assert.deepEqual(told(story), ['lapsed warranty over', 'granted parking']);
  assert.equal(story.settled('2026-01-06T12:00').slices.benefits, undefined);
});

test('a purchase that comes back altogether takes its window back', () => {
  const two = [
    { gross: 500, category: 'appliance' },
    { gross: 100, line: 'b' },
  ];
  const story = given(PROGRAM).after(buy('p1', '2026-01-05T10:00', two));
  story.when(bringBack('p1', '2026-01-05T11:00', [{ line: 'b', quantity: 1 }]));
  assert.deepEqual(told(story), []);
  story.when(bringBack('p1', '2026-01-05T12:00'));
  assert.deepEqual(told(story), ['lapsed warranty returned', 'untagged warranted']);
});

test('a standing right is for its level, and as often as may be', () => {
  const story = given(PROGRAM).after(buy('p1', '2026-01-05T10:00', [{ gross: 500 }]));
  story.when(use('lounge', '2026-01-05T11:00')).refused('benefit_not_for_level');
  story.after(buy('p2', '2026-01-05T12:00', [{ gross: 12_000 }]));
  story.after(use('lounge', '2026-01-05T13:00'));
  story.when(use('lounge', '2026-01-05T14:00')).refused('benefit_limit_reached');
  story.after(use('lounge', '2026-01-06T00:00'));
});

test('a quota ends for all of them, and begins anew with the day', () => {
  const key = (id: string, day: string) => `quota:${id}@${Date.parse(day) / 86_400_000}`;
  const story = given(PROGRAM).fund({
    [key('free-hour', '2026-01-05')]: 2,
    [key('free-hour', '2026-01-06')]: 2,
    [key('parking', '2026-01-05')]: 1,
  });
  story.after(use('free-hour', '2026-01-05T10:00'), use('free-hour', '2026-01-05T10:01', 'bob'));
  story.when(use('free-hour', '2026-01-05T10:02', 'cyd')).refused('benefit_quota_used_up');
  story.after(use('free-hour', '2026-01-06T00:00', 'cyd'));
  story.after({ type: 'visit', at: '2026-01-05T11:00' });
  story.when({ type: 'visit', at: '2026-01-05T11:00', member: 'bob' });
  assert.deepEqual(told(story), ['not-granted parking benefit_quota_used_up']);
});

test('windows are seen, and taken away by a person with a reason', () => {
  const story = given(PROGRAM).after(appliance('p1', '2026-01-05T10:00'));
  story.when({ type: 'benefit.see', at: '2026-01-05T10:05', data: {} });
  assert.deepEqual(told(story), ['seen warranty']);
  story.when({ type: 'benefit.see', at: '2026-01-05T10:06', data: { windows: ['1.1'] } });
  assert.deepEqual(told(story), []);
  const away = { window: '1.1', reason: 'by mistake' };
  story.when({ type: 'benefit.withdraw', at: '2026-01-05T10:07', data: away });
  assert.deepEqual(told(story), ['lapsed warranty withdrawn']);
  story.when({ type: 'benefit.withdraw', at: '2026-01-05T10:08', data: away });
  story.refused('benefit_not_open');
});
