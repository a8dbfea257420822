/** Goal: an event says where it comes from, and nobody says it for somebody else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrive, DESK_SENDER, type PlacedFact, type Sender } from './arrival.ts';
import type { KnownTouchpoint } from './touchpoint.ts';

const all = new Map<string, KnownTouchpoint>([
  ['till-1', { kind: 'pos', store: 's1', channel: 'store', state: 'active' }],
  ['till-2', { kind: 'pos', store: 's2', channel: 'store', state: 'active' }],
  ['phones', { kind: 'app', store: null, channel: 'app', state: 'active' }],
  ['stolen', { kind: 'pos', store: 's1', channel: 'store', state: 'revoked' }],
]);
const chain = { asked: true, get: (id: string) => all.get(id) };
const corner = { asked: false, get: () => undefined };

const said = (over: Partial<PlacedFact> = {}): PlacedFact => ({
  touchpoint: null,
  store: null,
  channel: null,
  flags: [],
  ...over,
});
const key = (touchpoint: string | null, store: string | null = null): Sender => ({
  touchpoint,
  store,
  as: 'key',
});
const HISTORY: Sender = { touchpoint: null, store: null, as: 'history' };

/** What became of it, in one line. */
function outcome(fact: PlacedFact, sender: Sender, known: typeof chain | typeof corner = chain) {
  const arrived = arrive(fact, sender, known);
  if ('refusal' in arrived) return arrived.refusal.code;
  const { touchpoint, store, channel, flags } = arrived.fact;
  return [touchpoint, store, channel, arrived.kind, ...flags].join(' ');
}

test('the key of a touchpoint fills touchpoint, store and channel', () => {
  assert.equal(outcome(said(), key('till-1')), 'till-1 s1 store pos');
  assert.equal(outcome(said({ touchpoint: 'till-1' }), key('till-1')), 'till-1 s1 store pos');
  assert.equal(outcome(said({ store: 's9' }), key('phones')), 'phones s9 app app');
});

test('what is named is filled too, and what stands there already is not touched', () => {
  assert.equal(outcome(said({ touchpoint: 'till-2' }), DESK_SENDER), 'till-2 s2 store pos');
  const whole = said({ touchpoint: 'till-2', store: 's2', channel: 'store' });
  const arrived = arrive(whole, DESK_SENDER, chain);
  assert.equal('fact' in arrived && arrived.fact, whole);
});

test('nobody speaks for another touchpoint, an unknown or a revoked one', () => {
  assert.equal(outcome(said({ touchpoint: 'till-2' }), key('till-1')), 'touchpoint_foreign');
  for (const sender of [DESK_SENDER, key(null)]) {
    assert.equal(outcome(said({ touchpoint: 'till-9' }), sender), 'touchpoint_unknown');
    assert.equal(outcome(said({ touchpoint: 'stolen' }), sender), 'touchpoint_revoked');
  }
  assert.equal(outcome(said(), key('stolen')), 'touchpoint_revoked');
  assert.equal(outcome(said(), key('till-9')), 'touchpoint_unknown');
});

test('a store or a channel that contradicts the touchpoint is refused', () => {
  const elsewhere = { touchpoint: 'till-1', store: 's2' };
  assert.equal(outcome(said(elsewhere), DESK_SENDER), 'touchpoint_store_differs');
  const otherwise = { touchpoint: 'till-1', channel: 'app' };
  assert.equal(outcome(said(otherwise), DESK_SENDER), 'touchpoint_channel_differs');
});

test('a machine says where it stands; people at the desk need not', () => {
  assert.equal(outcome(said(), key(null)), 'touchpoint_missing');
  assert.equal(outcome(said(), DESK_SENDER), 'hub   hub');
  assert.equal(outcome(said({ touchpoint: 'hub' }), key(null)), 'touchpoint_unknown');
});

test('the key of a store stays in its store', () => {
  assert.equal(outcome(said({ touchpoint: 'till-2' }), key(null, 's1')), 'store_foreign');
  assert.equal(outcome(said({ touchpoint: 'phones' }), key(null, 's1')), 'phones s1 app app');
  assert.equal(outcome(said({ store: 's2' }), key(null, 's1'), corner), 'store_foreign');
  const clerk: Sender = { touchpoint: null, store: 's1', as: 'desk' };
  assert.equal(outcome(said(), clerk), 'hub s1  hub');
  assert.equal(outcome(said({ store: 's2' }), clerk), 'store_foreign');
  const phone = { touchpoint: 'phones', store: 's2' };
  assert.equal(outcome(said(phone), clerk), 'store_foreign');
  assert.equal(outcome(said(), key(null, 's1'), corner), ' s1  ');
  assert.equal(outcome(said(), key('till-1', 's1'), corner), 'till-1 s1  ');
  const other = said({ touchpoint: 'till-2' });
  assert.equal(outcome(other, key('till-1'), corner), 'touchpoint_foreign');
});

test('a corner shop without touchpoints is not asked', () => {
  const fact = said({ touchpoint: 'the till', store: 'here' });
  for (const sender of [DESK_SENDER, key(null), HISTORY]) {
    const arrived = arrive(fact, sender, corner);
    assert.equal('fact' in arrived && arrived.fact, fact);
  }
});

test('old history may name touchpoints that are gone, or none', () => {
  assert.equal(outcome(said(), HISTORY), '   ');
  assert.equal(outcome(said({ touchpoint: 'till-0' }), HISTORY), 'till-0    touchpoint_gone');
  const stolen = outcome(said({ touchpoint: 'stolen' }), HISTORY);
  assert.equal(stolen, 'stolen   pos touchpoint_gone');
  const moved = said({ touchpoint: 'till-1', store: 's7' });
  assert.equal(outcome(moved, HISTORY), 'till-1 s7 store pos');
});
