/** Goal: no point and no unit is lost or doubled, whenever it is noticed that time has passed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatInstant } from '../../../kernel/time.ts';
import { at, outcome, Shop } from '../spec-shop.ts';
import { fulfil } from './fulfil.ts';
import type { Redemption } from './redemption.ts';
import { voidHeld } from './release.ts';
import { rollBack } from './rollback.ts';
import { settle } from './settle.ts';

const BAG = {
  ...{ id: 'bag', kind: 'goods', price: { points: 'star', amount: 10 }, stock: { total: 3 } },
  ...{ fulfil: ['collect', 'ship'], collectWithin: 'PT3H', rollback: 'PT6H', hold: 'PT1H' },
};
const START = at('2026-11-22T00:00');
const WHO = { store: 'S1', operator: 'li' };

const deed = fc.record({
  what: fc.constantFrom('hold', 'commit', 'void', 'ready', 'ship', 'use', 'back'),
  id: fc.integer({ min: 0, max: 2 }),
  way: fc.constantFrom('collect' as const, 'ship' as const),
  wait: fc.integer({ min: 0, max: 45 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function act(shop: Shop, { what, id: n, way }: Deed, when: string, serial: number) {
  const id = `r${n}`;
  const move = (to: Redemption['state']) =>
    shop.step((state, now) => fulfil(shop.catalogue.zone, state, { id, to, ...WHO }, now), when);
  if (what === 'hold') {
    const open = shop.slices.get('anna')?.some((one) => one.id === id);
    return shop.hold(open ? `s${serial}` : id, 'bag', when);
  }
  if (what === 'commit') return shop.commit(id, when, { fulfil: way });
  if (what === 'void') return shop.step((state, now) => voidHeld(state, id, now), when);
  if (what === 'ready') return move('to-collect');
  if (what === 'ship') return move('shipped');
  if (what === 'use') return move('used');
  const said = { id, restock: false, ...WHO };
  return shop.step((state, now) => rollBack(state, said, now), when);
}

/** Points set aside and not yet spent or free, and points spent and not given back. */
function books(shop: Shop) {
  let open = 0;
  let spent = 0;
  for (const effect of shop.effects) {
    if (effect.kind === 'held') open += effect.points;
    if (effect.kind === 'released') open -= effect.points;
    if (effect.kind === 'redeemed') {
      open -= effect.points + effect.released;
      spent += effect.points;
    }
    if (effect.kind === 'returned') for (const part of effect.paid) spent -= part.amount;
  }
  return { open, spent };
}

test('law: no sequence of deeds loses or doubles a point or a unit', () => {
  const law = fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
    const shop = new Shop(BAG);
    let now = START;
    deeds.forEach((one, serial) => {
      now += one.wait * 60_000;
      act(shop, one, formatInstant(now + 8 * 3_600_000).slice(0, 16), serial);
      const slice = shop.slices.get('anna') ?? [];
      const taken = shop.taken.get('stock:bag') ?? 0;
      assert.ok(slice.length <= taken && taken <= 3, 'whatever is open has its unit');
      const held = slice.filter((item) => item.state === 'held');
      const { open, spent } = books(shop);
      assert.equal(open, held.length * 10);
      assert.ok(spent >= (slice.length - held.length) * 10);
    });
  });
  fc.assert(law, { numRuns: 200 });
});

test('law: settling in pieces, at any moments, is settling once', () => {
  const law = fc.property(
    fc.array(deed, { maxLength: 12 }),
    fc.array(fc.integer({ min: 0, max: 7 * 60 }), { maxLength: 5 }),
    (deeds, stops) => {
      const shop = new Shop(BAG);
      deeds.forEach((one, serial) => {
        act(shop, one, '2026-11-22T00:00', serial);
      });
      const begin = shop.slices.get('anna');
      const once = settle(begin, START + 86_400_000);
      let slice = begin;
      const effects = [];
      for (const stop of [...stops.sort((a, b) => a - b), 24 * 60]) {
        const part = settle(slice, START + stop * 60_000);
        effects.push(...part.effects);
        slice = part.state;
      }
      assert.deepEqual({ state: slice, effects }, once);
    },
  );
  fc.assert(law, { numRuns: 200 });
});

test('law: the same deed twice at once is done once', () => {
  const law = fc.property(fc.array(deed, { maxLength: 20 }), deed, (deeds, last) => {
    const shop = new Shop(BAG);
    const when = '2026-11-22T00:00';
    deeds.forEach((one, serial) => {
      act(shop, one, when, serial);
    });
    if (last.what === 'hold') return;
    const both = [act(shop, last, when, 98), act(shop, last, when, 99)].map(outcome);
    assert.ok(both.filter((one) => one === 'ok').length <= 1);
  });
  fc.assert(law, { numRuns: 300 });
});
