/**
 * Goal: an order that goes complete, cancelled, complete any number of times lands where it was.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bringBack, buy, given, type Happening, points } from '../../../../test/given.ts';

const earning = [{ id: 'base', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } }];
const program = (star: object = {}) => ({
  points: { star: { expiry: { rolling: 'P6M' }, ...star } },
  earning,
});

function again(purchase: string, at: Happening['at']): Happening {
  return { type: 'purchase.reinstated', at, data: { purchase: { id: purchase } } };
}

test('what was taken comes back to its lot, what was restored is spent again', () => {
  given(program())
    .after(
      points('opening', '2026-01-01T10:00', { amount: 40, expiresAt: '2026-03-01T00:00:00Z' }),
      buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]),
      points('spend', '2026-01-10T10:01', { amount: 40, purchase: { id: 'p' } }),
      bringBack('p', '2026-01-11T10:00'),
    )
    .shows('2026-01-11T10:00', { star: [40, 0, 0] })
    .when(again('p', '2026-01-12T10:00'))
    .decides({ balances: { star: [50, 0, 0] }, moved: { star: { reinstated: 50, spent: 40 } } })
    .shows('2026-04-01T00:00', { star: [50, 0, 0] })
    .when(again('p', '2026-01-12T10:01'))
    .refused('nothing_to_reinstate')
    .when(again('q', '2026-01-12T10:02'))
    .refused('purchase_unknown');
});

test('pending points are pending again until their own moment', () => {
  given(program({ pending: { for: 'P7D', round: 'none' } }))
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]),
      bringBack('p', '2026-01-11T10:00'),
      again('p', '2026-01-12T10:00'),
    )
    .decides({ balances: { star: [0, 50, 0] } })
    .shows('2026-01-17T10:00', { star: [50, 0, 0] })
    .after(bringBack('p', '2026-01-13T10:00'))
    .when(again('p', '2026-01-20T10:00'))
    .decides({ balances: { star: [50, 0, 0] } });
});

const waits = program({ pending: { until: 'delivered' }, expiry: { rolling: 'P6M' } });
const delivered = (at: string): Happening => ({
  type: 'delivered',
  at,
  data: { purchase: { id: 'p' } },
});

test('half of it returned while it waits, delivered, and reinstated: all of it is usable', () => {
  given(waits)
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 5_000 }, { gross: 5_000 }]),
      bringBack('p', '2026-01-11T10:00', [{ line: '1', quantity: 1 }]),
    )
    .when(delivered('2026-01-12T10:00'))
    .decides({ balances: { star: [50, 0, 0] }, moved: { star: { activated: 50 } } })
    .when(again('p', '2026-01-13T10:00'))
    .decides({ balances: { star: [100, 0, 0] } })
    .when(delivered('2026-01-14T10:00'))
    .decides({ moved: {} })
    .when(bringBack('p', '2026-01-15T10:00'))
    .decides({ balances: { star: [0, 0, 0] }, moved: { star: { clawedBack: 100 } } });
});

test('delivered while it is returned: usable when it stands again', () => {
  given(waits)
    .after(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]), bringBack('p', '2026-01-11T10:00'))
    .when(delivered('2026-01-12T10:00'))
    .decides({ moved: {} })
    .when(again('p', '2026-01-13T10:00'))
    .decides({ balances: { star: [50, 0, 0] } });
});

test('points that waited are taken from the lot they went to', () => {
  given(waits)
    .after(
      points('opening', '2026-01-01T10:00', { amount: 30, expiresAt: '2026-02-01T00:00:00Z' }),
      buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]),
      delivered('2026-01-12T10:00'),
      bringBack('p', '2026-01-13T10:00'),
    )
    .shows('2026-01-13T10:00', { star: [30, 0, 0] })
    .shows('2026-02-01T00:00', { star: [0, 0, 0] });
});

test('a clawback that left a debt comes back as points when the debt was paid meanwhile', () => {
  given(program({ returns: 'unlimited' }))
    .after(
      buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]),
      points('spend', '2026-01-10T10:01', { amount: 50 }),
      bringBack('p', '2026-01-11T10:00'),
    )
    .shows('2026-01-11T10:00', { star: [-50, 0, 0] })
    .after(buy('q', '2026-01-12T10:00', [{ gross: 3_000 }]))
    .shows('2026-01-12T10:00', { star: [-20, 0, 0] })
    .when(again('p', '2026-01-13T10:00'))
    .decides({ balances: { star: [30, 0, 0] } });
});

test('the level comes and goes with the purchase', () => {
  const tiers = [
    {
      set: 'status',
      measure: { points: 'star' },
      levels: [
        { id: 'member', at: 0 },
        { id: 'gold', at: 40 },
      ],
    },
  ];
  given({ ...program(), tiers })
    .when(buy('p', '2026-01-10T10:00', [{ gross: 5_000 }]))
    .decides({ tiers: ['status entered gold'] })
    .when(bringBack('p', '2026-01-11T10:00'))
    .decides({ tiers: ['status upgrade_undone member'] })
    .when(again('p', '2026-01-12T10:00'))
    .decides({ tiers: ['status upgrade gold'] });
});

test('however often and in what parts, the balance is that of a purchase that stands', () => {
  const policy = fc.constantFrom('within-balance', 'unlimited');
  const pending = fc.constantFrom<object>(
    {},
    { pending: { for: 'P3D', round: 'none' } },
    { pending: { until: 'delivered' } },
  );
  const turns = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 5,
  });
  const law = fc.property(policy, pending, turns, (returns, waiting, cycles) => {
    const story = given(program({ returns, ...waiting })).after(
      points('opening', '2026-01-01T10:00', { amount: 70 }),
      buy('p', '2026-01-10T10:00', [
        { gross: 1_234, quantity: 3 },
        { gross: 777, quantity: 3 },
        { gross: 50, quantity: 3 },
      ]),
      points('spend', '2026-01-10T11:00', { amount: 33, purchase: { id: 'p' } }),
    );
    const start = story.at('2026-01-10T11:00');
    const moment = Date.parse('2026-01-10T12:00:00Z');
    cycles.forEach((lines, turn) => {
      const at = moment + turn * 60_000;
      const parts = lines.filter((line, index) => lines.indexOf(line) === index);
      for (const line of parts) story.after(bringBack('p', at, [{ line: `${line}`, quantity: 1 }]));
      story.after(bringBack('p', at));
      story.shows(at, { star: [70, 0, 0] });
      story.after(again('p', at));
      assert.deepEqual(story.at(at), start);
    });
  });
  fc.assert(law, { numRuns: 60 });
});
