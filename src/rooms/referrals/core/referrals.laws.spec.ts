/** Goal: whatever happens in whatever order, nobody is paid twice and the counts add up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, World } from '../../../../test/referrals/world.ts';
import { settle } from './settle.ts';

type Action =
  | { readonly do: 'join'; readonly friend: number; readonly advocate: number; held: boolean }
  | { readonly do: 'buy'; readonly friend: number; readonly key: number }
  | { readonly do: 'return'; readonly friend: number; readonly key: number }
  | { readonly do: 'review'; readonly friend: number; readonly release: boolean }
  | { readonly do: 'pass'; readonly days: number };

const member = fc.integer({ min: 1, max: 6 });
const key = fc.integer({ min: 1, max: 3 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: joining() },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('buy' as const), friend: member, key }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('return' as const), friend: member, key }),
  },
  fc.record({ do: fc.constant('review' as const), friend: member, release: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      days: fc.constantFrom(0, 1, 6, 7, 30, 60),
    }),
  },
);

function joining(): fc.Arbitrary<Action> {
  return fc.record({
    do: fc.constant('join' as const),
    friend: member,
    advocate: member,
    held: fc.boolean(),
  });
}

function play(actions: readonly Action[]): World {
  const world = new World();
  for (const one of actions) act(world, one);
  return world;
}

function act(world: World, one: Action): void {
  if (one.do === 'pass') world.pass(one.days);
  if (one.do === 'buy') world.buy(one.friend, `till/${one.friend}-${one.key}`);
  if (one.do === 'review') world.review(one.friend, one.release ? 'release' : 'refuse');
  if (one.do === 'return' && world.slices.has(one.friend)) {
    world.bringBack(one.friend, `till/${one.friend}-${one.key}`);
  }
  if (one.do !== 'join') return;
  const seen = [{ member: one.advocate, at: 0, advocate: null }];
  const kinds = one.held ? (['device', 'card'] as const) : [];
  world.sightings.set(
    one.friend,
    kinds.map((kind) => ({ kind, seen })),
  );
  world.join(one.friend, one.advocate);
}

/** How often a member was given something, less how often it was taken back. */
function net(world: World, memberId: number, what: string): number {
  const plus = world.given.filter((line) => line === `${memberId} + ${what}`).length;
  const minus = world.given.filter((line) => line.startsWith(`${memberId} - ${what} of`)).length;
  return plus - minus;
}

test('each payment stands exactly while what earned it stands', () => {
  const law = fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
    const world = play(actions);
    const all = [1, 2, 3, 4, 5, 6];
    for (const one of all) {
      const friend = world.slices.get(one)?.friend;
      assert.equal(net(world, one, 'star 100'), friend?.state === 'qualified' ? 1 : 0);
      assert.equal(net(world, one, 'welcome-10'), friend?.welcomed ? 1 : 0);
      const brought = all.filter((other) => world.slices.get(other)?.friend?.chain[0] === one);
      const counted = brought.filter(
        (other) => world.slices.get(other)?.friend?.state === 'qualified',
      );
      const tally = world.slices.get(one)?.advocate;
      assert.equal(tally?.done[0] ?? 0, counted.length);
      assert.equal(tally?.bound ?? 0, brought.length);
      const superFan = tally?.steps['super-fan'] === 'reached';
      assert.equal(net(world, one, 'super-fan'), superFan ? 1 : 0);
      const once = tally?.steps['super-fan'] === undefined ? 0 : 1;
      assert.equal(net(world, one, 'cash-20'), counted.length + once);
    }
  });
  fc.assert(law, { numRuns: 300 });
});

test('settling in many small steps is settling in one', () => {
  const law = fc.property(
    fc.array(action, { maxLength: 30 }),
    fc.array(fc.nat(90)),
    (acts, cuts) => {
      const world = play(acts);
      const end = world.now + 90 * DAY;
      for (const slice of world.slices.values()) {
        let late = slice;
        for (let done = settle(late, end); done; done = settle(late, end)) late = done.slice;
        let early = slice;
        for (const cut of [...cuts.sort((a, b) => a - b), 90]) {
          const until = world.now + cut * DAY;
          for (let done = settle(early, until); done; done = settle(early, until)) {
            early = done.slice;
          }
        }
        assert.deepEqual(early, late);
      }
    },
  );
  fc.assert(law, { numRuns: 100 });
});
