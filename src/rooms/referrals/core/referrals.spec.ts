/** Goal: the life of a referral, both sides of it, in stories. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, FULL, factsOf, START, termsOf, World } from '../../../../test/referrals/world.ts';
import { referralLink, showProgress, takeCode } from '../index.ts';

const [ann, ben, cat, dan, eve] = [1, 2, 3, 4, 5] as const;

test('a friend comes, buys, keeps it, and both are paid once the window is over', () => {
  const world = new World();
  world.join(ben, ann);
  assert.equal(world.state(ben), 'open');
  world.pass(3).buy(ben, 'till/1');
  assert.equal(world.state(ben), 'pending');
  world.pass(6);
  assert.deepEqual(world.given, ['2 + welcome-10']);
  world.pass(1);
  assert.equal(world.state(ben), 'qualified');
  assert.deepEqual(world.given, ['2 + welcome-10', '2 + star 100', '1 + cash-20']);
  world.buy(ben, 'till/2');
  world.pass(30);
  assert.equal(world.given.length, 3);
});

test('what is too little, too early or too late does not qualify', () => {
  const world = new World();
  world.join(ben, ann);
  world.buy(ben, 'till/1', 4_999);
  world.buy(ben, 'till/2', 6_000, world.now - 1);
  assert.equal(world.state(ben), 'open');
  world.pass(60);
  assert.equal(world.state(ben), 'lapsed');
  world.buy(ben, 'till/3');
  assert.equal(world.state(ben), 'lapsed');
  const shown = showProgress(world.terms, world.slices.get(ann));
  assert.deepEqual([shown.came, shown.counted, shown.waiting], [1, 0, 0]);
});

test('the last moment before the end counts, the end itself does not', () => {
  for (const [early, state] of [
    [1, 'pending'],
    [0, 'lapsed'],
  ] as const) {
    const world = new World();
    world.join(ben, ann);
    world.pass(60 - early / DAY).buy(ben, 'till/1');
    assert.equal(world.state(ben), state);
  }
});

test('a return in the window opens it again, and the next purchase takes its place', () => {
  const world = new World();
  world.join(ben, ann);
  world.buy(ben, 'till/1');
  world.bringBack(ben, 'till/1', 5_000);
  assert.equal(world.state(ben), 'pending');
  world.bringBack(ben, 'till/1', 4_999);
  assert.equal(world.state(ben), 'open');
  world.pass(1).buy(ben, 'till/2');
  world.pass(1).buy(ben, 'till/3');
  world.bringBack(ben, 'till/2');
  assert.equal(world.state(ben), 'pending');
  world.pass(6);
  assert.equal(world.state(ben), 'pending');
  world.pass(1);
  assert.equal(world.state(ben), 'qualified');
});

test('the only purchase comes back when the time to buy is over: the referral lapses', () => {
  const world = new World();
  world.join(ben, ann);
  world.pass(58).buy(ben, 'till/1');
  world.pass(3).bringBack(ben, 'till/1');
  assert.equal(world.state(ben), 'lapsed');
});

test('a return afterwards takes back what both got, and nothing else', () => {
  const world = new World();
  world.join(ben, ann);
  world.join(cat, ben);
  world.buy(cat, 'till/1');
  world.pass(7);
  world.given.length = 0;
  world.bringBack(cat, 'till/1');
  assert.equal(world.state(cat), 'reversed');
  assert.deepEqual(world.given, [
    '3 - star 100 of 3.1:matured:1',
    '2 - cash-20 of 3.1:qualified:1',
    '1 - star 20 of 3.1:qualified:2',
  ]);
  world.bringBack(cat, 'till/1');
  assert.equal(world.given.length, 3);
  const shown = showProgress(world.terms, world.slices.get(ben));
  assert.deepEqual([shown.came, shown.counted, shown.waiting, shown.progress], [1, 0, 0, 0]);
});

test('a program may leave rewards where they are', () => {
  const world = new World(termsOf({ ...FULL, onReturn: 'keep' }));
  world.join(ben, ann);
  world.buy(ben, 'till/1');
  world.pass(7).bringBack(ben, 'till/1');
  assert.equal(world.state(ben), 'qualified');
});

test('reach decides what a friend is worth: by tag, or by friends who counted', () => {
  const world = new World();
  world.tags.set(ann, ['influencer']);
  world.join(ben, ann);
  world.buy(ben, 'till/1');
  world.pass(7);
  assert.ok(world.given.includes('1 + limited-sneaker'));
  const [ordinary] = FULL.reach;
  const many = { ...ordinary, id: 'many', at: 2, grants: [{ coupon: 'limited-sneaker' }] };
  const byCount = new World(termsOf({ ...FULL, reach: [ordinary, many] }));
  for (const friend of [ben, cat]) {
    byCount.join(friend, ann);
    byCount.buy(friend, `till/${friend}`);
  }
  byCount.pass(7);
  const paid = byCount.given.filter((line) => line.startsWith('1 '));
  assert.deepEqual(paid, ['1 + cash-20', '1 + limited-sneaker']);
});

test('a chain goes three deep: each counts and pays as its depth says', () => {
  const world = new World();
  world.join(ben, ann);
  world.join(cat, ben);
  world.join(dan, cat);
  world.join(eve, dan);
  world.buy(eve, 'till/1');
  world.pass(7);
  const paid = world.given.filter((line) => !line.includes('welcome'));
  assert.deepEqual(paid, ['5 + star 100', '4 + cash-20', '3 + star 20']);
  const progress = [dan, cat, ben, ann].map(
    (member) => showProgress(world.terms, world.slices.get(member)).progress,
  );
  assert.deepEqual(progress, [1, 1, 0, 0]);
  assert.deepEqual(world.slices.get(ben)?.advocate?.done, [0, 0, 1]);
});

/** Friends 11, 12, … of one advocate, all of whom have counted. */
function withFriends(count: number): World {
  const world = new World();
  for (let friend = 11; friend < 11 + count; friend++) {
    world.join(friend, ann);
    world.buy(friend, `till/${friend}`);
    world.pass(8);
  }
  return world;
}

test('the fifth in the chain makes a super-fan, with priority access', () => {
  const world = withFriends(4);
  assert.deepEqual(showProgress(world.terms, world.slices.get(ann)), {
    ...{ came: 4, counted: 4, waiting: 0, progress: 4, reached: [] },
    next: { id: 'super-fan', at: 5, missing: 1 },
  });
  world.join(eve, 11);
  world.buy(eve, 'till/eve');
  world.given.length = 0;
  world.pass(7);
  const paid = world.given.filter((line) => line.startsWith('1 '));
  assert.deepEqual(paid, ['1 + star 20', '1 + super-fan', '1 + priority-access', '1 + cash-20']);
  const shown = showProgress(world.terms, world.slices.get(ann));
  assert.deepEqual([shown.reached, shown.next], [['super-fan'], null]);
});

test('a step that is lost takes its tag along, and what can be spent is given only once', () => {
  const world = withFriends(5);
  world.given.length = 0;
  world.bringBack(15, 'till/15');
  assert.deepEqual(world.given.slice(-3), [
    '1 - cash-20 of 15.1:qualified:1',
    '1 - super-fan of null',
    '1 - priority-access of null',
  ]);
  assert.deepEqual(showProgress(world.terms, world.slices.get(ann)).reached, []);
  world.join(16, ann);
  world.buy(16, 'till/16');
  world.given.length = 0;
  world.pass(7);
  const paid = world.given.filter((line) => line.startsWith('1 '));
  assert.deepEqual(paid, ['1 + cash-20', '1 + super-fan', '1 + priority-access']);
});

test('a cap stands against the payment, not against the count', () => {
  const world = new World();
  world.cap = 'total_cap';
  world.join(ben, ann);
  world.buy(ben, 'till/1');
  world.pass(7);
  assert.deepEqual(world.given, []);
  assert.equal(world.state(ben), 'qualified');
  assert.equal(showProgress(world.terms, world.slices.get(ann)).progress, 1);
  assert.equal(world.log.filter((line) => line.endsWith('referral-unpaid')).length, 3);
  world.bringBack(ben, 'till/1');
  assert.deepEqual(world.given, []);
});

test('what was promised stays when the program changes or drops the section', () => {
  const world = new World();
  world.join(ben, ann);
  const [ordinary] = FULL.reach;
  const meaner = { ...FULL, reach: [{ ...ordinary, grants: [{ points: 'star', amount: 1 }] }] };
  const harder = { ...meaner, qualify: { within: 'P1D', least: '900.00', pendingFor: 'P90D' } };
  world.publish(termsOf(harder, 2));
  world.join(cat, ann);
  world.pass(3).buy(ben, 'till/1');
  world.buy(cat, 'till/2');
  world.pass(7);
  assert.deepEqual([world.state(ben), world.state(cat)], ['qualified', 'lapsed']);
  assert.ok(world.given.includes('1 + cash-20'));
});

function refusal(done: ReturnType<World['join']>): string {
  return done.ok ? 'accepted' : done.refusal.code;
}

test('who cannot be brought is told why', () => {
  const world = new World();
  assert.equal(refusal(world.join(ben, ann, { introduction: null })), 'referral_code_unknown');
  const gone = { ...world.introduction(ann), gone: true };
  assert.equal(refusal(world.join(ben, ann, { introduction: gone })), 'advocate_gone');
  assert.equal(refusal(world.join(ann, ann)), 'referral_self');
  const old = { member: cat, joinedAt: START - 14 * DAY, purchases: 0 };
  assert.equal(refusal(world.join(cat, ann, { friend: old })), 'already_member');
  const buyer = { member: cat, joinedAt: START - DAY, purchases: 1 };
  assert.equal(refusal(world.join(cat, ann, { friend: buyer })), 'already_member');
  const fresh = { member: cat, joinedAt: START - 13 * DAY, purchases: 0 };
  assert.equal(refusal(world.join(cat, ann, { friend: fresh })), 'accepted');
  assert.equal(refusal(world.join(cat, ben)), 'already_referred');
  const { bind: _, ...onlyEnrolling } = FULL;
  const strict = new World(termsOf(onlyEnrolling));
  assert.equal(refusal(strict.join(cat, ann, { friend: fresh })), 'already_member');
  assert.equal(refusal(strict.join(cat, ann)), 'accepted');
});

test('a circle is refused, also one that closes over others', () => {
  const world = new World();
  world.join(ben, ann);
  world.join(cat, ben);
  const done = world.join(ann, cat);
  assert.equal(refusal(done), 'referral_cycle');
  assert.deepEqual(done.ok ? null : done.verdict?.findings[0]?.evidence, { way: [1, 3, 2, 1] });
});

test('a circle that two tills closed at once is found before anything is paid', () => {
  const world = new World();
  world.join(ben, ann, { introduction: { ...world.introduction(ann), ancestors: [] } });
  world.join(ann, ben, { introduction: { ...world.introduction(ben), ancestors: [] } });
  world.given.length = 0;
  world.buy(ben, 'till/1');
  world.pass(7);
  assert.equal(world.state(ben), 'refused');
  assert.deepEqual(world.given, []);
});

test('codes: the same again is the same, five are enough, and some may have none', () => {
  const terms = termsOf({ ...FULL, advocate: { when: 'member.purchases.count >= 1' } });
  let slice = {};
  for (const code of ['A', 'B', 'A', 'C', 'D', 'E']) {
    const done = takeCode(terms, slice, code, factsOf());
    assert.ok(done.ok);
    slice = done.slice;
  }
  assert.deepEqual(slice, { codes: ['A', 'B', 'C', 'D', 'E'] });
  const full = takeCode(terms, slice, 'F', factsOf());
  assert.equal(full.ok ? '' : full.refusal.code, 'referral_codes_full');
  const strict = termsOf({ ...FULL, advocate: { when: '"fan" in member.tags' } });
  const none = takeCode(strict, undefined, 'A', factsOf());
  assert.equal(none.ok ? '' : none.refusal.code, 'advocate_not_eligible');
  assert.ok(takeCode(strict, undefined, 'A', factsOf(['fan'])).ok);
  assert.equal(referralLink(terms, 'A B'), 'https://shop.example/join?from=A%20B');
});
