/** Goal: lanes, choosers, limits, caps and budgets, and the reason of every rule that was tried. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buy, given } from '../../../../test/given.ts';

const star = { expiry: 'never' };
const on = { on: 'purchase' };
const fixed = (id: string, amount: number, more: object = {}) => ({
  id,
  ...on,
  earn: { points: 'star', amount },
  ...more,
});
const one = (at: string, id = at) => buy(id, at, [{ gross: 1_000 }]);
const at = '2026-01-10T10:00';

function lane(choose: string, rules: object[], more: object = {}) {
  return given({ points: { star }, lanes: [{ id: 'only', choose }], earning: rules, ...more });
}

test('all add up, the best wins, the first that pays wins', () => {
  const rules = [fixed('none', 9, { channels: ['app'] }), fixed('low', 2), fixed('high', 5)];
  lane('all', rules)
    .when(one(at))
    .decides({ trace: ['none channel_not_listed 0', 'low paid 2', 'high paid 5'] });
  lane('best', rules)
    .when(one(at))
    .decides({ trace: ['none channel_not_listed 0', 'high paid 5', 'low lost_in_lane 0'] });
  lane('first', rules)
    .when(one(at))
    .decides({ trace: ['none channel_not_listed 0', 'low paid 2', 'high lost_in_lane 0'] });
});

test('of equals the first of the document wins', () => {
  lane('best', [fixed('a', 5), fixed('b', 5)])
    .when(one(at))
    .decides({ awards: { a: 5 } });
});

test('one whose limit is used up does not win the lane with nothing', () => {
  const limits = { perMember: [{ times: 1, per: 'P1D' }] };
  const rules = [fixed('high', 5, { limits }), fixed('low', 2)];
  for (const choose of ['best', 'first']) {
    lane(choose, rules)
      .after(one('2026-01-10T09:00'))
      .when(one(at))
      .decides({ trace: ['high member_limit_reached 0', 'low paid 2'] });
  }
});

test('lanes apply in their order: a later one multiplies what all earlier ones earned', () => {
  const lanes = [
    { id: 'base', choose: 'all' },
    { id: 'status', choose: 'best' },
    { id: 'campaign', choose: 'best' },
  ];
  const earning = [
    { id: 'double', ...on, lane: 'campaign', multiply: 2 },
    { id: 'half', ...on, lane: 'status', multiply: '3/2' },
    { id: 'double-too', ...on, lane: 'status', multiply: 2 },
    fixed('base', 10),
  ];
  given({ points: { star }, lanes, earning })
    .when(one(at))
    .decides({
      awards: { base: 10, 'double-too': 10, double: 20 },
      trace: ['base paid 10', 'double-too paid 10', 'half lost_in_lane 0', 'double paid 20'],
    });
});

test('a multiplier with nothing before it says so', () => {
  const lanes = [
    { id: 'base', choose: 'all' },
    { id: 'more', choose: 'all' },
  ];
  const double = { id: 'double', ...on, lane: 'more', multiply: 2 };
  given({ points: { star }, lanes, earning: [fixed('app', 5, { channels: ['app'] }), double] })
    .when(one(at))
    .decides({ trace: ['app channel_not_listed 0', 'double nothing_to_multiply 0'] });
});

test('limits by points cut, limits by times count, each in its period', () => {
  const limits = {
    perMember: [
      { points: 15, per: 'P1D' },
      { times: 3, per: 'P1M' },
    ],
  };
  lane('all', [fixed('rule', 10, { limits })])
    .when(one('2026-01-30T10:00'))
    .decides({ trace: ['rule paid 10'] })
    .when(one('2026-01-30T11:00'))
    .decides({ trace: ['rule member_limit_cut 5'] })
    .when(one('2026-01-30T12:00'))
    .decides({ trace: ['rule member_limit_reached 0'] })
    .when(one('2026-01-31T10:00'))
    .decides({ trace: ['rule paid 10'] })
    .when(one('2026-01-31T11:00'))
    .decides({ trace: ['rule member_limit_reached 0'] })
    .when(one('2026-02-01T00:00'))
    .decides({ trace: ['rule paid 10'] });
});

test('weeks begin on Monday, and a limit for ever never begins anew', () => {
  const weekly = { perMember: [{ times: 1, per: 'P1W' }] };
  lane('all', [fixed('rule', 10, { limits: weekly })])
    .after(one('2026-01-05T00:00'))
    .when(one('2026-01-11T23:59'))
    .decides({ awards: {} })
    .when(one('2026-01-12T00:00'))
    .decides({ awards: { rule: 10 } });
  const once = { perMember: [{ times: 1, per: 'ever' }] };
  lane('all', [fixed('rule', 10, { limits: once })])
    .after(one('2026-01-05T00:00'))
    .when(one('2096-01-05T00:00'))
    .decides({ awards: {} });
});

test('a late event counts in the period in which it happened', () => {
  const limits = { perMember: [{ times: 1, per: 'P1D' }] };
  lane('all', [fixed('rule', 10, { limits })])
    .after(one('2026-01-10T10:00'), one('2026-01-12T10:00'))
    .when(one('2026-01-10T11:00'))
    .decides({ awards: {}, flags: ['late'] })
    .when(one('2026-01-11T11:00'))
    .decides({ awards: { rule: 10 }, flags: ['late'] })
    .when(one('2026-01-11T12:00'))
    .decides({ awards: {} });
});

test('a month that is over still counts for what is accepted late', () => {
  const limits = { perMember: [{ times: 1, per: 'P1M' }] };
  const late = (acceptWithin: string) =>
    lane('all', [fixed('rule', 10, { limits })], { intake: { acceptWithin } })
      .after(one('2026-01-10T10:00'), one('2026-02-20T10:00'))
      .when(one('2026-01-28T10:00'));
  late('P45D').decides({ awards: {}, flags: ['late'] });
  late('P3Y').decides({ awards: {}, flags: ['late'] });
});

test('caps bound a currency over all its rules', () => {
  const capped = { star: { ...star, caps: [{ points: 12, per: 'P1D' }] } };
  lane('all', [fixed('a', 10), fixed('b', 10)], { points: capped })
    .when(one(at))
    .decides({ trace: ['a paid 10', 'b currency_cap_cut 2'] })
    .when(one('2026-01-10T11:00'))
    .decides({ trace: ['a currency_cap_reached 0', 'b currency_cap_reached 0'] });
});

test('a multiplier of several currencies is one time, not one each', () => {
  const limits = { perMember: [{ times: 1, per: 'P1D' }] };
  const lanes = [
    { id: 'base', choose: 'all' },
    { id: 'more', choose: 'best' },
  ];
  const gem = { id: 'gem', ...on, earn: { points: 'gem', amount: 3 } };
  const double = { id: 'double', ...on, lane: 'more', multiply: 2, limits };
  given({ points: { star, gem: star }, lanes, earning: [fixed('star', 5), gem, double] })
    .when(one(at))
    .decides({ balances: { star: [10, 0, 0], gem: [6, 0, 0] } })
    .when(one('2026-01-10T11:00'))
    .decides({ balances: { star: [15, 0, 0], gem: [9, 0, 0] } });
});

const budget = (whenShort: string) => ({ budget: { points: 15, whenShort } });

test('a budget that is short pays in part, refuses, or ends the rule', () => {
  const key = 'rule:rule@0';
  const short = (whenShort: string) =>
    lane('all', [fixed('rule', 10, budget(whenShort))])
      .fund({ [key]: 15 })
      .after(one(at));
  short('partial')
    .when(one('2026-01-10T11:00'))
    .decides({ trace: ['rule budget_partial 5'] })
    .when(one('2026-01-10T12:00'))
    .decides({ trace: ['rule budget_short 0'] });
  short('refuse')
    .when(one('2026-01-10T11:00'))
    .decides({ trace: ['rule budget_short 0'] });
  short('stop')
    .when(one('2026-01-10T11:00'))
    .decides({ trace: ['rule budget_short 0'] })
    .when(one('2026-01-10T12:00'))
    .decides({ trace: ['rule budget_stopped 0'] });
});

test('a shared budget is taken from by several rules, in its period', () => {
  const use = { budget: { use: 'pot', whenShort: 'partial' } };
  const budgets = [{ id: 'pot', points: 15, per: 'P1M' }];
  const january = Date.UTC(2026, 0, 1) / 86_400_000;
  const february = Date.UTC(2026, 1, 1) / 86_400_000;
  lane('all', [fixed('a', 10, use), fixed('b', 10, use)], { budgets })
    .fund({ [`pot@${january}`]: 15, [`pot@${february}`]: 15 })
    .when(one(at))
    .decides({ awards: { a: 10, b: 5 } })
    .when(one('2026-02-01T10:00'))
    .decides({ awards: { a: 10, b: 5 } })
    .when(one('2026-01-31T10:00'))
    .decides({ awards: {}, flags: ['late'] });
});

test('a limit is only used by what was paid', () => {
  const limits = { perMember: [{ times: 1, per: 'P1D' }] };
  const rule = fixed('rule', 10, { ...budget('refuse'), limits });
  lane('all', [rule])
    .fund({ 'rule:rule@0': 5 })
    .after(one(at))
    .fund({ 'rule:rule@0': 50 })
    .when(one('2026-01-10T11:00'))
    .decides({ trace: ['rule paid 10'] });
});

test('for any limits, caps and budgets nobody gets more than they allow, and all is said', () => {
  const whenShort = fc.constantFrom('partial', 'refuse', 'stop');
  const rule = fc.record({
    amount: fc.integer({ min: 1, max: 30 }),
    most: fc.integer({ min: 1, max: 60 }),
    times: fc.integer({ min: 1, max: 4 }),
    whenShort,
  });
  const law = fc.property(
    fc.array(rule, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('all', 'best', 'first'),
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 0, max: 150 }),
    fc.integer({ min: 1, max: 10 }),
    (rules, choose, cap, pot, purchases) => {
      const earning = rules.map(({ amount, most, times, whenShort }, index) =>
        fixed(`r${index}`, amount, {
          limits: {
            perMember: [
              { points: most, per: 'P1D' },
              { times, per: 'ever' },
            ],
          },
          budget: { use: 'pot', whenShort },
        }),
      );
      const story = given({
        points: { star: { ...star, caps: [{ points: cap, per: 'P1D' }] } },
        lanes: [{ id: 'only', choose }],
        budgets: [{ id: 'pot', points: 1_000 }],
        earning,
      }).fund({ 'pot@0': pot });
      const paid = rules.map(() => ({ points: 0, times: 0 }));
      for (let no = 0; no < purchases; no++) {
        story.after(one(`2026-01-10T10:0${no}`));
        assert.ok(story.last?.ok);
        const { trace, awards } = story.last.outcome.decision;
        assert.equal(new Set(trace.map(([id]) => id)).size, rules.length);
        if (choose !== 'all') assert.ok(awards.length <= 1);
        for (const { rule: id, points } of awards) {
          const row = paid[Number(id.slice(1))];
          assert.ok(row && points > 0);
          row.points += points;
          row.times += 1;
        }
      }
      rules.forEach(({ most, times }, index) => {
        assert.ok((paid[index]?.points ?? 0) <= most);
        assert.ok((paid[index]?.times ?? 0) <= times);
      });
      const all = paid.reduce((sum, { points }) => sum + points, 0);
      assert.ok(all <= cap && all <= pot);
      assert.equal(story.at('2026-01-10T12:00').star?.[0] ?? 0, all);
    },
  );
  fc.assert(law, { numRuns: 100 });
});
