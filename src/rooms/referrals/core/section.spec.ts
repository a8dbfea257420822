/** Goal: every mistake in the section is told where it is; a change reads in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL, problemsOf } from '../../../../test/referrals/world.ts';
import { type ProgramDocument, planChanges } from '../../program/index.ts';
import { referralsSection } from './check.ts';

const wrong = (over: object) => problemsOf({ ...FULL, ...over });

test('the full section has nothing wrong with it, and the least one neither', () => {
  assert.deepEqual(problemsOf(FULL), []);
  const reach = [{ id: 'everybody', at: 0, grants: [{ points: 'star', amount: 5 }] }];
  assert.deepEqual(problemsOf({ qualify: { within: 'P30D' }, reach }), []);
});

test('shapes: a link with one place for the code, three depths, known checks', () => {
  assert.equal(wrong({ link: 'http://shop.example/{code}' })[0]?.split(' ')[1], '/link');
  assert.equal(wrong({ link: 'https://shop.example/join' })[0]?.split(' ')[1], '/link');
  assert.equal(wrong({ chain: Array(4).fill({ counts: 1 }) })[0]?.split(' ')[1], '/chain');
  assert.match(wrong({ fraud: { checks: { 'same-hat': {} } } })[0] ?? '', /checks/);
  assert.match(wrong({ fraud: { checks: { self: { weight: 0 } } } })[0] ?? '', /checks/);
});

test('what qualifies: durations, money, expressions', () => {
  const qualify = { within: 'P0D', least: '50.005', pendingFor: 'PT0S' };
  assert.deepEqual(wrong({ qualify, bind: { within: 'P0D' } }).sort(), [
    'amount_decimals /qualify/least',
    'duration_zero /bind/within',
    'duration_zero /qualify/pendingFor',
    'duration_zero /qualify/within',
  ]);
  assert.deepEqual(wrong({ qualify: { within: 'P1D', least: '0.00' } }), [
    'amount_zero /qualify/least',
  ]);
  assert.deepEqual(wrong({ qualify: { within: 'P1D', when: 'line.net > 5' } }), [
    'line_without_lines /qualify/when',
  ]);
  const when = 'purchase.lines.exists(l, l.category == "outdoor")';
  assert.deepEqual(wrong({ qualify: { within: 'P1D', when } }), []);
  assert.deepEqual(wrong({ advocate: { when: 'purchase.net > 5' } }), [
    'advocate_not_about_member /advocate/when',
  ]);
});

test('reach, chain and steps: rising, unlike, and paid once', () => {
  const paid = { grants: [{ coupon: 'cash-20' }] };
  const reach = [
    { id: 'a', at: 5, ...paid },
    { id: 'a', at: 5, ...paid },
    { id: 'b', when: 'event.nothing', ...paid },
  ];
  const found = wrong({ reach });
  assert.deepEqual(found.slice(0, 2), [
    'duplicate_id /reach/1/id',
    'levels_not_rising /reach/1/at',
  ]);
  assert.match(found[2] ?? '', /\/reach\/2\/when$/);
  const progress = [
    { id: 'a', at: 5, ...paid },
    { id: 'a', at: 4, ...paid },
  ];
  assert.deepEqual(wrong({ progress }), [
    'duplicate_id /progress/1/id',
    'steps_not_rising /progress/1/at',
  ]);
  assert.deepEqual(wrong({ chain: [{ counts: 1, ...paid }] }), [
    'chain_pays_twice /chain/0/grants',
  ]);
});

test('what is paid exists, and has a cost where a cap counts it', () => {
  const reach = [{ id: 'a', at: 0, grants: [{ coupon: 'cash-21' }] }];
  assert.deepEqual(wrong({ reach }), ['unknown_coupon /reach/0/grants/0/coupon']);
  const open = [{ id: 'a', at: 0, grants: [{ coupon: 'cash-20' }] }];
  const total = { cost: '1000.00', per: 'P1M' };
  assert.deepEqual(wrong({ reach: open, limits: { total } }), ['cost_unknown /reach/0']);
  assert.deepEqual(wrong({ reach: open, limits: { perMember: [{ times: 3, per: 'P1D' }] } }), []);
  const perMember = [
    { cost: '5.00', per: 'P1D' },
    { times: 5, per: 'P1D' },
    { cost: '6.00', per: 'P1D' },
    { cost: '0.001', per: 'P1M' },
    { times: 4, per: 'P1M' },
  ];
  assert.deepEqual(wrong({ limits: { perMember } }), [
    'limit_never_reached /limits/perMember/1',
    'duplicate_limit /limits/perMember/2',
    'amount_decimals /limits/perMember/3/cost',
  ]);
  const costs = [
    { cost: '5.00', per: 'P1D' },
    { cost: '5.00', per: 'P1M' },
  ];
  assert.deepEqual(wrong({ limits: { perMember: costs } }), []);
});

test('checks that could never hold anybody are a mistake; switching all off is a choice', () => {
  assert.deepEqual(wrong({ fraud: { hold: 1_000 } }), ['fraud_never_holds /fraud']);
  assert.deepEqual(wrong({ fraud: { checks: { 'device-velocity': { within: 'P0D' } } } }), [
    'duration_zero /fraud/checks/device-velocity/within',
  ]);
});

test('a new section, and a change of it, in words', () => {
  const head = { program: 'spec', timezone: 'UTC', currency: 'EUR' };
  const limits = {
    perMember: [
      { times: 20, per: 'P1M' },
      { cost: '500.00', per: 'P1Y' },
    ],
    total: { cost: '9000.00' },
  };
  const fraud = { checks: { 'device-velocity': { most: 3, within: 'P1D' } } };
  const extra = { onReturn: 'clawback', limits, fraud, advocate: { when: 'true' } };
  const document = { ...head, referrals: { ...FULL, ...extra } } as ProgramDocument;
  const lines = planChanges({ ...head }, document, [referralsSection]).map(({ text }) => text);
  assert.deepEqual(lines, [
    'Referrals link added: https://shop.example/join?from=CODE',
    'Referrals bind added: a code may be named up to P14D after enrolment',
    'Referrals qualify added: a purchase within P60D of at least 50.00 counts after P7D',
    'Referrals friend added: the friend gets coupon welcome-10 on coming, 100 star on qualifying',
    'Referrals reach added: ordinary (from 0 friends) gets coupon cash-20; ' +
      'influencer (when "influencer" in member.tags) gets coupon limited-sneaker',
    'Referrals chain added: depth 1 counts 1, depth 2 counts 1 and gives 20 star, depth 3 counts 0',
    'Referrals progress added: super-fan at 5: ' +
      'tag super-fan, benefit priority-access, coupon cash-20',
    'Referrals onReturn added: a return takes rewards back',
    'Referrals limits added: at most 20 times an advocate in P1M, ' +
      'cost 500.00 an advocate in P1Y, cost 9000.00 in all in ever',
    'Referrals fraud added: held from 50, device-velocity most 3 within P1D',
    'Referrals advocate added: members bring friends when true',
  ]);
});
