/** Goal: standing rights follow level, condition and calendar, and are scarce where they say so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, Member, outcome } from '../spec-member.ts';

const BIRTHDAY = {
  id: 'birthday-week',
  yearly: { attribute: 'birthday', before: 3, after: 3 },
  limits: { perMember: [{ times: 1, per: 'P1Y' }] },
  gives: { used: [{ points: 'star', amount: 100 }] },
};

test('a right of a level is there for the level, without anything being stored', () => {
  const anna = new Member({ id: 'lounge', tiers: { status: ['gold'] } });
  assert.deepEqual(anna.rights('2026-11-22T10:00'), []);
  assert.equal(outcome(anna.use('lounge', '2026-11-22T10:00')), 'benefit_not_for_level');
  anna.level = 'gold';
  assert.deepEqual(anna.rights('2026-11-22T10:00'), ['lounge always any']);
  assert.equal(outcome(anna.use('lounge', '2026-11-22T10:00')), 'ok');
  assert.equal(anna.slice, undefined);
  assert.equal(
    outcome(anna.use('lounge', '2026-11-22T10:00', { window: '1.1' })),
    'benefit_not_open',
  );
});

test('member day every 8th, by the local day', () => {
  const anna = new Member({ id: 'member-day', monthly: [8] });
  assert.deepEqual(anna.rights('2026-11-07T23:59'), []);
  assert.deepEqual(anna.rights('2026-11-08T00:00'), ['member-day 2026-11-09T00:00 any']);
  assert.equal(outcome(anna.use('member-day', '2026-11-08T23:59')), 'ok');
  assert.equal(outcome(anna.use('member-day', '2026-11-09T00:00')), 'benefit_not_today');
});

test('birthday week is there from three days before to three after, once', () => {
  const anna = new Member(BIRTHDAY);
  anna.attributes = { birthday: '1990-06-18' };
  assert.deepEqual(anna.rights('2026-06-14T23:59'), []);
  assert.deepEqual(anna.rights('2026-06-15T00:00'), ['birthday-week 2026-06-22T00:00 1']);
  const used = anna.use('birthday-week', '2026-06-21T23:59');
  assert.ok('grants' in used);
  assert.deepEqual(used.grants, [{ points: 'star', amount: 100 }]);
  assert.deepEqual(anna.rights('2026-06-21T23:59'), ['birthday-week 2026-06-22T00:00 0']);
  assert.equal(outcome(anna.use('birthday-week', '2026-06-21T23:59')), 'benefit_limit_reached');
  assert.equal(outcome(anna.use('birthday-week', '2026-06-22T00:00')), 'benefit_not_today');
});

test('a birthday at new year has one week, counted on its own day', () => {
  const anna = new Member(BIRTHDAY);
  anna.attributes = { birthday: '01-01' };
  const used = anna.use('birthday-week', '2026-12-30T10:00');
  assert.ok('effects' in used && used.effects[0]?.kind === 'used');
  assert.equal(used.effects[0].day, anna.benefits.zone.dayOf(at('2027-01-01T12:00')));
  assert.equal(outcome(anna.use('birthday-week', '2027-01-02T10:00')), 'benefit_limit_reached');
  anna.attributes = { birthday: '12-31' };
  assert.deepEqual(anna.rights('2028-01-03T10:00'), ['birthday-week 2028-01-04T00:00 1']);
});

test('who was born on 29 February celebrates the 28th; what is no day has no week', () => {
  const anna = new Member({ id: 'birthday', yearly: { attribute: 'birthday' } });
  anna.attributes = { birthday: '2000-02-29' };
  assert.deepEqual(anna.rights('2026-02-28T10:00'), ['birthday 2026-03-01T00:00 any']);
  assert.deepEqual(anna.rights('2028-02-28T10:00'), []);
  assert.deepEqual(anna.rights('2028-02-29T10:00'), ['birthday 2028-03-01T00:00 any']);
  for (const birthday of ['', 'yesterday', '13-01', '00-10', '05-32', '2026-6-1']) {
    anna.attributes = { birthday };
    assert.deepEqual(anna.rights('2026-02-28T10:00'), []);
  }
});

test('one free hour of riding a day, and only so many for all', () => {
  const ride = {
    ...{ id: 'free-ride', tiers: { status: ['gold'] }, cost: '3.00' },
    ...{ limits: { perMember: [{ times: 1, per: 'P1D' }] }, quota: { times: 2, per: 'P1D' } },
  };
  const anna = new Member(ride);
  anna.level = 'gold';
  const used = anna.use('free-ride', '2026-11-22T08:00');
  assert.ok('effects' in used && used.effects[0]?.kind === 'used');
  assert.deepEqual([used.effects[0].cost, used.effects[0].left], [300, 0]);
  assert.equal(outcome(anna.use('free-ride', '2026-11-22T23:59')), 'benefit_limit_reached');
  assert.equal(outcome(anna.use('free-ride', '2026-11-23T00:00')), 'ok');
  const bo = new Member(ride);
  bo.level = 'gold';
  bo.counted.set(`quota:free-ride ${bo.asked('2026-11-23T01:00').facts.day}`, 2);
  assert.deepEqual(bo.rights('2026-11-23T01:00'), ['free-ride 2026-11-24T00:00 0'].map(always));
  assert.equal(outcome(bo.use('free-ride', '2026-11-23T01:00')), 'benefit_quota_used_up');
});

/** A daily limit does not end the right itself. */
function always(text: string): string {
  return text.replace('2026-11-24T00:00', 'always');
}

test('priority access opens products to a level for some days', () => {
  const early = {
    ...{ id: 'early', tiers: { status: ['gold'] }, products: ['P80107'] },
    during: { from: '2026-12-01', to: '2026-12-03' },
  };
  const anna = new Member(early, { id: 'parking' });
  anna.level = 'gold';
  assert.deepEqual(anna.rights('2026-11-30T23:59'), ['parking always any']);
  assert.deepEqual(anna.rights('2026-12-01T00:00'), [
    'early 2026-12-04T00:00 any',
    'parking always any',
  ]);
  assert.deepEqual(anna.rights('2026-12-04T00:00'), ['parking always any']);
});
