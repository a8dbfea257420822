/** Goal: which purchase counts, at the edges. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, FULL, factsOf, START, termsOf, World } from '../../../../test/referrals/world.ts';
import { matured } from './mature.ts';
import { purchased, returned } from './purchase.ts';
import { settle } from './settle.ts';
import type { ReferralSlice } from './slice.ts';

const [ann, ben] = [1, 2] as const;
const terms = termsOf();

function sliceOf(world = new World()): ReferralSlice {
  world.join(ben, ann);
  return world.slices.get(ben) as ReferralSlice;
}

function buy(slice: ReferralSlice, key: string, at: number, net = 6_000, by = terms) {
  return purchased(by, slice, { key, at, net }, factsOf());
}

function after(slice: ReferralSlice, ...purchases: [key: string, at: number][]): ReferralSlice {
  let now = slice;
  for (const [key, at] of purchases) now = buy(now, key, at)?.slice ?? now;
  return now;
}

const waiting = (slice: ReferralSlice) => slice.friend?.purchases.map(({ purchase }) => purchase);

test('the least amount is enough, and something must be left of a purchase without one', () => {
  const slice = sliceOf();
  assert.ok(buy(slice, 'a', START, 5_000));
  assert.equal(buy(slice, 'a', START, 4_999), null);
  const anything = termsOf({ ...FULL, qualify: { within: 'P60D' } });
  assert.ok(buy(slice, 'a', START, 1, anything));
  assert.equal(buy(slice, 'a', START, 0, anything), null);
  const bought = buy(slice, 'a', START, 1, anything)?.slice as ReferralSlice;
  assert.ok(returned(anything, bought, { key: 'a', left: 0 }, START));
  assert.equal(returned(anything, bought, { key: 'a', left: 1 }, START), null);
});

test('while one is pending, the next must come before the end too', () => {
  const end = START + 60 * DAY;
  const slice = after(sliceOf(), ['a', end - 2]);
  assert.ok(buy(slice, 'b', end - 1));
  assert.equal(buy(slice, 'b', end), null);
});

test('the same purchase counts once, and five wait at most', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'].map((key): [string, number] => [key, START]);
  const slice = after(sliceOf(), ...keys, ['a', START]);
  assert.deepEqual(waiting(slice), ['a', 'b', 'c', 'd', 'e']);
  assert.equal(buy(slice, 'f', START), null);
  assert.deepEqual(waiting(after(sliceOf(), ['a', START], ['a', START])), ['a']);
});

test('a purchase that comes late stands where its window ends', () => {
  const slice = after(sliceOf(), ['b', START + DAY], ['a', START]);
  assert.deepEqual(waiting(slice), ['a', 'b']);
  assert.equal(slice.friend?.due, START + 7 * DAY);
});

test('the program may ask more of a purchase', () => {
  const picky = termsOf({ ...FULL, qualify: { within: 'P60D', when: 'event.channel == "app"' } });
  assert.equal(buy(sliceOf(), 'a', START, 6_000, picky), null);
});

test('no purchase of a member without a referral is looked at', () => {
  assert.equal(buy({}, 'a', START), null);
  assert.equal(buy({ codes: ['A'] }, 'a', START), null);
});

const look = {
  at: START + 9 * DAY,
  friend: { member: ben, joinedAt: START },
  introduction: { advocate: ann, ancestors: [], reach: null, gone: false },
  sightings: [],
};

test('a turn that a return has overtaken is not taken', () => {
  const ripe = settle(after(sliceOf(), ['a', START], ['b', START]), START + 7 * DAY);
  assert.deepEqual(
    ripe?.followUps.map(({ id }) => id),
    ['2.1:matured:1'],
  );
  const back = returned(terms, ripe?.slice as ReferralSlice, { key: 'a', left: 0 }, look.at);
  assert.deepEqual(
    back?.followUps.map(({ id }) => id),
    ['2.1:matured:2'],
  );
  assert.equal(
    matured(terms, back?.slice, { ...look, turn: 1 }, () => null),
    null,
  );
  assert.ok(matured(terms, back?.slice, { ...look, turn: 2 }, () => null));
  assert.equal(
    matured(terms, sliceOf(), { ...look, turn: 0 }, () => null),
    null,
  );
});

test('a referral that is held asks for no turn, and takes none', () => {
  const slice = after(sliceOf(), ['a', START]);
  const friend = { ...slice.friend!, held: true };
  const ripe = settle({ friend }, START + 7 * DAY);
  assert.deepEqual(ripe?.followUps, []);
  assert.equal(
    matured(terms, ripe?.slice, { ...look, turn: 1 }, () => null),
    null,
  );
});

test('the purchase is looked at too: when it came right after enrolment', () => {
  const strict = termsOf({ ...FULL, fraud: { hold: 10 } });
  const ripeAt = (at: number) => settle(after(sliceOf(), ['a', at]), START + 9 * DAY)?.slice;
  const outcome = (at: number) =>
    matured(strict, ripeAt(at), { ...look, turn: 1 }, () => null)?.effects[0]?.kind;
  assert.equal(outcome(START + 119_999), 'referral-held');
  assert.equal(outcome(START + 120_000), 'referral-qualified');
});

test('the chain is frozen when the friend comes, and no longer than the program says', () => {
  const world = new World(termsOf({ ...FULL, chain: [{ counts: 1 }, { counts: 1 }] }));
  for (const friend of [2, 3, 4]) world.join(friend, friend - 1);
  assert.deepEqual(world.slices.get(4)?.friend?.chain, [3, 2]);
});

test('a friend of a friend who is reversed is no reversal of one’s own', () => {
  const world = new World();
  world.join(ben, ann);
  world.join(3, ben);
  world.buy(3, 'a');
  world.pass(7).bringBack(3, 'a');
  const reversed = [ann, ben].map((member) => world.slices.get(member)?.advocate?.reversed);
  assert.deepEqual(reversed, [0, 1]);
});

test('caps are terms: what the engine counts, and for whom', () => {
  const perMember = [
    { times: 20, per: 'P1M' },
    { cost: '500.00', per: 'P1Y' },
  ];
  const capped = termsOf({ ...FULL, limits: { perMember, total: { cost: '9000.00' } } });
  assert.deepEqual(capped.perMember, [
    { key: 'referral:times:P1M', counts: 'times', most: 20, per: 'P1M' },
    { key: 'referral:cost:P1Y', counts: 'cost', most: 50_000, per: 'P1Y' },
  ]);
  assert.deepEqual(capped.total, { most: 900_000, per: 'ever' });
  assert.deepEqual(
    [capped.welcome, capped.qualified, ...capped.reach.map(({ payout }) => payout)].map(
      (payout) => [payout?.what, payout?.id, payout?.cost],
    ),
    [
      ['welcome', '', 1_000],
      ['qualified', '', 100],
      ['reach', 'ordinary', 2_000],
      ['reach', 'influencer', 6_000],
    ],
  );
});
