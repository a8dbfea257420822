/** Goal: a draw is fixed beforehand by its sealed seed, and anybody can check it afterwards. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { at, effectsOf, outcome, Shop } from '../spec-shop.ts';
import { drawWinners, sealFits, tellDrawn } from './draw.ts';
import { voidHeld } from './release.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const SEED = 'the harvest of 2026';
const TRIP = {
  id: 'trip',
  kind: 'privilege',
  price: { points: 'star', amount: 50 },
  stock: { total: 2 },
  limits: { perMember: [{ times: 3, per: 'ever' }] },
  draw: { until: '2026-11-30', seal: sha256(SEED), claim: 'P3D' },
};
const draw = { reward: 'trip', seed: SEED, winners: 2 };

test('entries set points aside, the drawn hold the prize, the others are free again', () => {
  const shop = new Shop(TRIP);
  for (const member of ['anna', 'bo', 'chen']) {
    const step = shop.hold(`${member}-1`, 'trip', '2026-11-20T10:00', { member });
    const [entered] = effectsOf(step);
    assert.ok(entered?.kind === 'entered');
    assert.deepEqual([entered.until, entered.stock], [at('2026-12-11T00:00'), []]);
  }
  assert.equal(outcome(shop.commit('anna-1', '2026-11-20T11:00')), 'redemption_not_drawn');
  const winners = drawWinners(draw, ['anna-1', 'bo-1', 'chen-1'], sha256);
  assert.equal(winners.length, 2);
  for (const member of ['anna', 'bo', 'chen']) {
    const said = { id: `${member}-1`, won: winners.includes(`${member}-1`) };
    const step = shop.step(
      (state, now) => tellDrawn(shop.catalogue.zone, state, said, now),
      '2026-12-01T09:00',
      member,
    );
    const [told] = effectsOf(step);
    assert.equal(told?.kind, said.won ? 'won' : 'released');
    if (told?.kind === 'won') assert.equal(told.until, at('2026-12-04T09:00'));
    const again = shop.commit(`${member}-1`, '2026-12-01T10:00', { member, fulfil: 'on-use' });
    assert.equal(outcome(again), said.won ? 'ok' : 'redemption_not_open');
  }
  assert.equal(shop.taken.get('stock:trip'), 2);
});

test('a prize that nobody takes, and a draw that nobody makes, end by themselves', () => {
  const shop = new Shop(TRIP);
  shop.hold('a1', 'trip', '2026-11-20T10:00');
  shop.hold('b1', 'trip', '2026-11-20T10:00', { member: 'bo' });
  const said = { id: 'a1', won: true };
  shop.step((state, now) => tellDrawn(shop.catalogue.zone, state, said, now), '2026-12-01T09:00');
  assert.equal(shop.slice('anna', at('2026-12-04T09:00')), undefined);
  assert.equal(shop.taken.get('stock:trip'), 0);
  assert.equal(shop.slice('bo', at('2026-12-08T00:00')), undefined);
  const late = shop.step(
    (state, now) => tellDrawn(shop.catalogue.zone, state, { id: 'b1', won: true }, now),
    '2026-12-08T00:00',
    'bo',
  );
  assert.equal(outcome(late), 'redemption_not_open');
  shop.hold('c1', 'trip', '2026-11-20T10:00');
  const unsettled = tellDrawn(
    shop.catalogue.zone,
    shop.slices.get('anna'),
    { id: 'c1', won: true },
    at('2026-12-08T00:00'),
  );
  assert.equal(outcome(unsettled), 'redemption_not_open');
  assert.equal(shop.taken.get('stock:trip'), 0);
});

test('nobody enters after the last day; an entry can be given up before', () => {
  const shop = new Shop(TRIP);
  assert.equal(outcome(shop.hold('a1', 'trip', '2026-11-30T23:59')), 'ok');
  assert.equal(outcome(shop.hold('a2', 'trip', '2026-12-01T00:00')), 'reward_over');
  const [free] = effectsOf(
    shop.step((state, now) => voidHeld(state, 'a1', now), '2026-11-30T23:59'),
  );
  assert.ok(free?.kind === 'released');
  assert.deepEqual([free.points, free.stock], [50, []]);
});

test('the seal fits its seed and no other', () => {
  const seal = sha256(SEED);
  assert.ok(sealFits({ seal }, SEED, sha256));
  assert.ok(!sealFits({ seal }, `${SEED} `, sha256));
});

test('the winners are known: who checks later finds the same', () => {
  const entries = ['a1', 'b1', 'c1', 'd1', 'e1', 'f1'];
  assert.deepEqual(drawWinners(draw, entries, sha256), ['f1', 'c1']);
  assert.deepEqual(drawWinners({ ...draw, winners: 9 }, entries, sha256).length, 6);
  assert.notDeepEqual(
    drawWinners({ ...draw, winners: 6 }, entries, sha256),
    drawWinners({ ...draw, winners: 6, seed: 'another' }, entries, sha256),
  );
});

test('law: the order of the list and doubles in it do not matter; who loses changes nobody', () => {
  const lists = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 12 });
  const law = fc.property(
    lists,
    fc.integer({ min: 0, max: 5 }),
    fc.string(),
    (list, winners, seed) => {
      const one = { reward: 'trip', seed, winners };
      const won = drawWinners(one, list, sha256);
      assert.deepEqual(drawWinners(one, [...list].reverse().concat(list), sha256), won);
      assert.deepEqual(
        drawWinners({ ...one, winners: winners + 1 }, list, sha256).slice(0, winners),
        won,
      );
      const loser = list.find((entry) => !won.includes(entry));
      const without = list.filter((entry) => entry !== loser);
      assert.deepEqual(drawWinners(one, without, sha256), won);
    },
  );
  fc.assert(law, { numRuns: 200 });
});
