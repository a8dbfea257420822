/** Goal: nothing is paid while a referral is held; a review lets it go on, or ends it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { termsOf, World } from '../../../../test/referrals/world.ts';
import type { Sighting } from './fraud/suspect.ts';

const [ann, ben] = [1, 2] as const;
const suspicious: Sighting[] = (['device', 'payment'] as const).map((kind) => ({
  kind,
  seen: [{ member: ann, at: 0, advocate: null }],
}));

function heldAtOnce(): World {
  const world = new World();
  world.sightings.set(ben, suspicious);
  world.join(ben, ann);
  return world;
}

function heldAtMaturity(): World {
  const world = new World();
  world.join(ben, ann);
  world.buy(ben, 'till/1');
  world.sightings.set(ben, suspicious);
  return world.pass(7);
}

test('held when the friend came: bound, counted as come, paid nothing', () => {
  const world = heldAtOnce();
  world.buy(ben, 'till/1');
  world.pass(7);
  assert.equal(world.state(ben), 'ripe held');
  assert.deepEqual(world.given, []);
  assert.equal(world.slices.get(ann)?.advocate?.bound, 1);
});

test('released after the window: the welcome and all rewards at once, without another look', () => {
  const world = heldAtOnce();
  world.buy(ben, 'till/1');
  world.pass(7);
  assert.ok(world.review(ben, 'release').ok);
  assert.equal(world.state(ben), 'qualified');
  assert.deepEqual(world.given, ['2 + welcome-10', '2 + star 100', '1 + cash-20']);
  world.bringBack(ben, 'till/1');
  assert.ok(world.given.includes('2 - star 100 of review-2'));
});

test('released early: what was cleared holds it no more when it is looked at', () => {
  const world = heldAtOnce();
  world.review(ben, 'release');
  world.buy(ben, 'till/1');
  assert.deepEqual([world.state(ben), world.given], ['pending', ['2 + welcome-10']]);
  world.pass(7);
  assert.equal(world.state(ben), 'qualified');
  world.bringBack(ben, 'till/1');
  assert.ok(world.given.includes('2 - star 100 of 2.1:matured:1'));
});

test('what comes to light later holds it later, and again after a release', () => {
  const world = heldAtMaturity();
  assert.equal(world.state(ben), 'ripe held');
  assert.deepEqual(world.given, ['2 + welcome-10']);
  const again = new World();
  again.sightings.set(ben, suspicious);
  again.join(ben, ann);
  again.review(ben, 'release');
  again.buy(ben, 'till/1');
  const more = (['phone', 'card'] as const).map((kind) => ({ ...suspicious[0]!, kind }));
  again.sightings.set(ben, [...suspicious, ...more]);
  again.pass(7);
  assert.equal(again.state(ben), 'ripe held');
});

test('held late and released: the welcome is not given again', () => {
  const world = heldAtMaturity();
  world.review(ben, 'release');
  assert.deepEqual(world.given, ['2 + welcome-10', '2 + star 100', '1 + cash-20']);
});

test('a second review adds to what the first has cleared', () => {
  const world = heldAtMaturity();
  world.bringBack(ben, 'till/1');
  world.review(ben, 'release');
  const kinds = ['phone', 'card'] as const;
  world.sightings.set(ben, [...suspicious, ...kinds.map((kind) => ({ ...suspicious[0]!, kind }))]);
  world.buy(ben, 'till/2');
  world.pass(7);
  assert.equal(world.state(ben), 'ripe held');
  assert.deepEqual(world.slices.get(ben)?.friend?.noted, { 'same-phone': 40, 'same-card': 40 });
  world.bringBack(ben, 'till/2');
  world.review(ben, 'release');
  world.buy(ben, 'till/3');
  world.pass(7);
  assert.equal(world.state(ben), 'qualified');
});

test('a return while it is held opens it again, and a later purchase waits for the review', () => {
  const world = heldAtMaturity();
  world.bringBack(ben, 'till/1');
  assert.equal(world.state(ben), 'open held');
  world.buy(ben, 'till/2');
  world.buy(ben, 'till/3');
  world.pass(7);
  assert.equal(world.state(ben), 'ripe held');
  world.bringBack(ben, 'till/2');
  assert.equal(world.state(ben), 'ripe held');
  world.review(ben, 'release');
  assert.equal(world.state(ben), 'qualified');
});

test('a purchase while it is held stands behind the first', () => {
  const world = heldAtMaturity();
  world.buy(ben, 'till/2');
  assert.equal(world.state(ben), 'ripe held');
  world.bringBack(ben, 'till/1');
  assert.equal(world.state(ben), 'pending held');
});

test('refused by a person: nothing is paid, and the advocate is told', () => {
  for (const world of [heldAtOnce(), heldAtMaturity()]) {
    const before = [...world.given];
    assert.ok(world.review(ben, 'refuse').ok);
    assert.equal(world.state(ben), 'refused');
    world.buy(ben, 'till/9');
    world.pass(90);
    assert.deepEqual(world.given, before);
    assert.equal(world.slices.get(ann)?.advocate?.closed, 1);
  }
});

test('lapsed while it was held: a release still gives the welcome, a refusal ends it', () => {
  for (const decision of ['release', 'refuse'] as const) {
    const world = heldAtOnce().pass(60);
    assert.equal(world.state(ben), 'lapsed held');
    assert.ok(world.review(ben, decision).ok);
    const ends = decision === 'release' ? ['lapsed', ['2 + welcome-10']] : ['refused', []];
    assert.deepEqual([world.state(ben), world.given], ends);
    assert.equal(world.slices.get(ann)?.advocate?.closed, 1);
  }
});

test('only what is held can be reviewed', () => {
  const world = new World(termsOf());
  const none = world.review(ben, 'release');
  assert.equal(none.ok ? '' : none.refusal.code, 'referral_not_held');
  world.join(ben, ann);
  assert.ok(!world.review(ben, 'refuse').ok);
  const held = heldAtOnce();
  held.review(ben, 'refuse');
  assert.ok(!held.review(ben, 'release').ok);
});
