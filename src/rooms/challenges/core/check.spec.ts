/** Goal: every mistake in the section is told with its code and path, and a change in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from '../../program/index.ts';
import { badgesSection, challengesSection } from './check.ts';

const base = { id: 'c', goal: { count: 3 } };

function found(challenge: object, more: object = {}): string[] {
  const document = { program: 'spec', timezone: 'UTC', currency: 'EUR', ...more };
  const sections = [challengesSection, badgesSection];
  const { problems } = validate({ ...document, challenges: [{ ...base, ...challenge }] }, sections);
  return problems.map(({ code, path }) => `${code} ${path.replace('/challenges/0', '')}`);
}

test('what is right is right', () => {
  const badges = [{ id: 'regular' }];
  const grants = [{ badge: 'regular' }, { tag: 'fan' }];
  assert.deepEqual(found({ grants }, { badges }), []);
  assert.deepEqual(
    found({ goal: { spend: '10.00' }, stages: [{ at: '5.00', grants }] }, { badges }),
    [],
  );
  assert.deepEqual(found({ on: 'visit', goal: { collect: 'store', different: 3 } }), []);
  assert.deepEqual(found({ on: 'run', goal: { sum: 'int(event.data.km)', to: 5 } }), []);
  assert.deepEqual(found({ repeat: { times: 3 } }), []);
  assert.deepEqual(found({ goal: { spend: '10.00' }, repeat: { carry: true } }), []);
});

test('each mistake by its code and path', () => {
  const grants = [{ tag: 'x' }];
  const cases: [object, string][] = [
    [{ when: 'line.nothing == 1' }, 'expression_unknown_name /when'],
    [{ on: 'visit', when: 'purchase.net > 1' }, 'never_fires /when'],
    [{ goal: { spend: '0' } }, 'amount_zero /goal/spend'],
    [{ goal: { spend: '1.005' } }, 'amount_decimals /goal/spend'],
    [{ on: 'visit', goal: { single: '1.00' } }, 'never_fires /goal/single'],
    [{ on: 'visit', goal: { collect: 'brand', different: 2 } }, 'never_fires /goal/collect'],
    [{ goal: { collect: 'brand', among: ['a', 'a'] } }, 'duplicate_id /goal/among/1'],
    [{ goal: { sum: 'line.net', to: 5 } }, 'formula_about_line /goal/sum'],
    [{ on: 'run', goal: { sum: 'purchase.net', to: 5 } }, 'never_fires /goal/sum'],
    [{ window: { from: '2026-02-30' } }, 'date_does_not_exist /window/from'],
    [{ window: { from: '2026-02-02', to: '2026-02-01' } }, 'never_fires /window'],
    [{ window: { for: 'PT0S' } }, 'duration_zero /window/for'],
    [{ assign: { when: 'event.channel == "app"' } }, 'assign_not_about_member /assign/when'],
    [{ assign: { on: 'visit', when: 'purchase.net > 1' } }, 'never_fires /assign/when'],
    [{ startOn: { on: 'purchase', when: 'line.net > 1' } }, 'trigger_about_line /startOn/when'],
    [{ stages: [{ at: '1.00', grants }] }, 'stage_unit /stages/0/at'],
    [{ stages: [{ at: 3, grants }] }, 'stage_not_below_target /stages/0/at'],
    [{ stages: [2, 1].map((at) => ({ at, grants })) }, 'stages_not_rising /stages/1/at'],
    [{ repeat: { carry: true } }, 'carry_without_effect /repeat/carry'],
    [{ goal: { streak: 3 }, repeat: {} }, 'take_back_unclear '],
    [{ goal: { spend: '9.00' }, repeat: {}, onReturn: 'take-back' }, 'take_back_unclear /onReturn'],
    [{ grants: [{ badge: 'x' }] }, 'unknown_badge /grants/0/badge'],
    [
      { stages: [{ at: 1, grants: [{ coupon: 'x' }] }] },
      'unknown_coupon /stages/0/grants/0/coupon',
    ],
  ];
  for (const [challenge, problem] of cases) assert.deepEqual(found(challenge), [problem]);
});

test('an id is there once', () => {
  const document = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
  const twice = { ...document, challenges: [base, base], badges: [{ id: 'b' }, { id: 'b' }] };
  const { problems } = validate(twice, [challengesSection, badgesSection]);
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['/challenges/1/id', '/badges/1/id'],
  );
});

test('a challenge in one line of words', () => {
  const describe = (more: object): string | undefined =>
    challengesSection.describe?.('0', { ...base, ...more }, {} as never);
  assert.equal(describe({}), 'on purchase: 3 times, for all');
  const grants = [{ points: 'star', amount: 50 }];
  const window = { from: '2026-01-01', for: 'P7D' };
  const assign = { on: 'offer', when: 'event.data.offer == "x"' };
  assert.equal(
    describe({ goal: { spend: '10.00' }, grants, window, assign, repeat: { carry: true } }),
    'on purchase: spend 10.00, from 2026-01-01, within P7D, ' +
      'given by offer when event.data.offer == "x", for 50 star, ' +
      'again and again with what is above carried over',
  );
});
