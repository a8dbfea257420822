/**
 * Goal: every condition says yes and no where it should, and a no names its reason. Method: one
 * example each, decided by the engine; a condition without an example fails.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buy, given, type Happening } from '../../../../../test/given.ts';
import { CONDITIONS } from './catalogue.ts';

interface Example {
  readonly args: unknown;
  readonly yes: readonly Happening[];
  readonly no: readonly Happening[];
}

const tent = { gross: 1_000, sku: 'tent', category: 'outdoor', brand: 'alp' };
const tea = { gross: 500, sku: 'tea', category: 'food', brand: 'leaf' };
const on = (at: string, lines: object[] = [tent], more: object = {}) => buy(at, at, lines, more);

const EXAMPLES: Readonly<Record<string, Example>> = {
  during: {
    args: { from: '2026-11-01', to: '2026-11-11' },
    yes: [on('2026-11-01T00:00'), on('2026-11-11T23:59:59')],
    no: [on('2026-10-31T23:59:59'), on('2026-11-12T00:00')],
  },
  yearly: {
    args: { from: '12-24', to: '01-06' },
    yes: [on('2026-12-24T00:00'), on('2027-01-06T23:59'), on('2030-12-31T10:00')],
    no: [on('2026-12-23T23:59'), on('2027-01-07T00:00')],
  },
  weekdays: {
    args: ['sat', 'sun'],
    yes: [on('2026-11-21T00:00'), on('2026-11-22T23:59')],
    no: [on('2026-11-20T23:59'), on('2026-11-23T00:00')],
  },
  hours: {
    args: { from: '22:00', to: '02:00' },
    yes: [on('2026-11-21T22:00'), on('2026-11-21T01:59')],
    no: [on('2026-11-21T02:00'), on('2026-11-21T21:59')],
  },
  channels: {
    args: ['app', 'web'],
    yes: [on('2026-11-21T10:00', [tent], { channel: 'app' })],
    no: [on('2026-11-21T10:00', [tent], { channel: 'store' }), on('2026-11-21T10:01')],
  },
  stores: {
    args: ['S1'],
    yes: [on('2026-11-21T10:00', [tent], { store: 'S1' })],
    no: [on('2026-11-21T10:00', [tent], { store: 'S2' }), on('2026-11-21T10:01')],
  },
  tiers: {
    args: { status: ['gold'] },
    yes: [on('2026-11-21T10:00', [tent], { member: 'golden' })],
    no: [on('2026-11-21T10:00')],
  },
  basket: {
    args: { net: '15.00', lines: 2, pieces: 3 },
    yes: [on('2026-11-21T10:00', [tent, { ...tea, quantity: 2 }])],
    no: [
      on('2026-11-21T10:00', [tent, tea]),
      on('2026-11-21T10:01', [{ ...tent, quantity: 9 }]),
      on('2026-11-21T10:02', [tent, { ...tea, quantity: 2, voided: true }]),
      on('2026-11-21T10:03', [
        { ...tent, discount: 1 },
        { ...tea, quantity: 2 },
      ]),
    ],
  },
  categories: {
    args: ['outdoor'],
    yes: [on('2026-11-21T10:00', [tea, tent])],
    no: [on('2026-11-21T10:00', [tea]), on('2026-11-21T10:01', [tea, { ...tent, voided: true }])],
  },
  products: {
    args: ['tent'],
    yes: [on('2026-11-21T10:00')],
    no: [on('2026-11-21T10:00', [tea])],
  },
  brands: {
    args: ['alp'],
    yes: [on('2026-11-21T10:00')],
    no: [on('2026-11-21T10:00', [tea]), on('2026-11-21T10:01', [{ gross: 5 }])],
  },
  when: {
    args: 'line.category == "outdoor" && event.hour >= 8',
    yes: [on('2026-11-21T08:00')],
    no: [on('2026-11-21T07:59'), on('2026-11-21T10:00', [tea])],
  },
};

function story(code: string) {
  const tiers = [
    {
      set: 'status',
      measure: { points: 'star' },
      levels: [
        { id: 'member', at: 0 },
        { id: 'gold', at: 1_000 },
      ],
    },
  ];
  const rule = { id: 'rule', on: 'purchase', earn: { points: 'star', amount: 7 } };
  const asked = { ...rule, [code]: EXAMPLES[code]?.args };
  const golden = { currency: 'star', amount: 1_000 };
  const begin = { type: 'points.opening', at: '2020-01-01T00:00', member: 'golden', data: golden };
  const points = { star: { expiry: 'never', qualifying: true, spendable: true } };
  return given({ points, tiers, earning: [asked] }).after(begin);
}

for (const condition of CONDITIONS) {
  describe(`condition ${condition.code}`, () => {
    const example = EXAMPLES[condition.code];

    test('has an example', () => assert.ok(example, 'add one to this file'));

    test('pays where it holds', () => {
      for (const event of example?.yes ?? []) {
        story(condition.code)
          .when(event)
          .decides({ trace: ['rule paid 7'] });
      }
    });

    test('says why where it does not', () => {
      for (const event of example?.no ?? []) {
        const story_ = story(condition.code).when(event);
        story_.decides({ trace: [`rule ${condition.reason} 0`], moved: {} });
      }
    });

    test('describes itself', () => {
      assert.match(condition.summary, /\S/);
      assert.match(condition.reason, /^[a-z_]+$/);
      assert.ok(condition.args);
    });
  });
}

test('days and hours are those of the program, also on the night the clock changes', () => {
  const rule = { id: 'rule', on: 'visit', earn: { points: 'star', amount: 7 } };
  const hours = { from: '02:00', to: '03:00' };
  const timezone = 'Europe/Berlin';
  const visit = (at: string) => ({ type: 'visit', at });
  const night = given({
    timezone,
    points: { star: { expiry: 'never' } },
    earning: [{ ...rule, hours, during: { from: '2026-10-25', to: '2026-10-25' } }],
  });
  night.when(visit('2026-10-24T23:59:59Z')).decides({ trace: ['rule outside_hours 0'] });
  night.when(visit('2026-10-25T00:00:00Z')).decides({ trace: ['rule paid 7'] });
  night.when(visit('2026-10-25T01:59:59Z')).decides({ trace: ['rule paid 7'] });
  night.when(visit('2026-10-25T02:00:00Z')).decides({ trace: ['rule outside_hours 0'] });
  night.when(visit('2026-10-25T23:00:00Z')).decides({ trace: ['rule outside_dates 0'] });
});
