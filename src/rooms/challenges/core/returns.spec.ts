/** Goal: what comes back is taken back, by its share, and no more than once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Story } from './test-story.ts';

const grants = [{ points: 'star', amount: 50 }];
const one = (goal: object, more: object = {}) => new Story([{ id: 'c', goal, grants, ...more }]);

test('progress shrinks by the share that came back, counted in all', () => {
  const story = one({ spend: '100.00' });
  const no = story.spend('2026-01-01T10:00', 4_000);
  story.back(no, '2026-01-02T10:00', 0.25);
  assert.deepEqual(story.moved, ['c 4000 → 3000 of 10000']);
  story.back(no, '2026-01-02T11:00', 0.25);
  assert.deepEqual(story.effects, []);
  story.back(no, '2026-01-03T10:00', 1);
  assert.deepEqual(story.moved, ['c 3000 → 0 of 10000']);
  story.back(no, '2026-01-04T10:00', 0);
  assert.deepEqual(story.moved, ['c 0 → 4000 of 10000']);
});

test('only the lines that counted take anything back', () => {
  const story = one({ spend: '100.00' }, { when: 'line.category == "coffee"' });
  const no = story.buy('2026-01-01T10:00', [
    { category: 'coffee', gross: 1_000 },
    { category: 'tea', gross: 2_000 },
  ]);
  story.back(no, '2026-01-02T10:00', 1, 1);
  assert.deepEqual(story.effects, []);
  story.back(no, '2026-01-02T10:00', 1, 0);
  assert.deepEqual(story.moved, ['c 1000 → 0 of 10000']);
});

test('a purchase counts as one until all of it is back, or too little of it is left', () => {
  const story = one({ count: 3 });
  const no = story.spend('2026-01-01T10:00', 4_000);
  story.back(no, '2026-01-02T10:00', 0.75);
  assert.deepEqual(story.effects, []);
  story.back(no, '2026-01-02T10:00', 1);
  assert.deepEqual(story.moved, ['c 1 → 0 of 3']);
  const least = one({ count: 3, atLeast: '20.00' });
  const large = least.spend('2026-01-01T10:00', 4_000);
  least.back(large, '2026-01-02T10:00', 0.5);
  assert.deepEqual(least.effects, []);
  least.back(large, '2026-01-02T10:00', 0.75);
  assert.deepEqual(least.moved, ['c 1 → 0 of 3']);
});

test('a completed one that falls below its target is taken back and open again', () => {
  const story = one({ spend: '10.00' });
  const first = story.spend('2026-01-01T10:00', 600);
  story.spend('2026-01-02T10:00', 900);
  assert.deepEqual(story.given, grants);
  story.back(first, '2026-01-03T10:00', 0.5);
  assert.deepEqual(story.takenBack, []);
  assert.equal(story.slice?.done.c, 1);
  story.back(first, '2026-01-03T10:00', 1);
  assert.deepEqual(story.moved, ['c 1200 → 900 of 1000']);
  assert.deepEqual(story.takenBack, grants);
  assert.equal(story.slice?.done.c, undefined);
  story.spend('2026-01-04T10:00', 100);
  assert.deepEqual(story.moved, ['c 900 → 1000 of 1000!']);
  assert.deepEqual(story.given, grants);
});

test('after its window it is taken back for good, unless the return itself is undone', () => {
  const story = one({ count: 1 }, { window: { to: '2026-01-10' } });
  const no = story.spend('2026-01-01T10:00', 600);
  story.back(no, '2026-01-20T10:00');
  assert.deepEqual(story.takenBack, grants);
  story.spend('2026-01-21T10:00', 600);
  assert.deepEqual(story.effects, []);
  story.back(no, '2026-01-22T10:00', 0);
  assert.deepEqual(story.given, grants);
});

test('keep: what was completed stays, what is on its way shrinks', () => {
  const more = { onReturn: 'keep', repeat: {} };
  const story = one({ spend: '10.00' }, more);
  const first = story.spend('2026-01-01T10:00', 1_000);
  story.back(first, '2026-01-02T10:00');
  assert.deepEqual(story.effects, []);
  const second = story.spend('2026-01-03T10:00', 900);
  story.back(second, '2026-01-04T10:00');
  assert.deepEqual(story.moved, ['c 900 → 0 of 1000']);
});

test('keep: nothing of a completed one is remembered but that it was', () => {
  const story = one({ count: 1 }, { onReturn: 'keep' });
  story.spend('2026-01-01T10:00', 100);
  assert.deepEqual(story.slice, { open: [], closed: [], done: { c: 1 }, scores: {} });
});

test('stages are taken back too, or kept and not given twice', () => {
  const stages = [{ at: 2, grants: [{ tag: 'two' }] }];
  for (const onReturn of ['take-back', 'keep']) {
    const story = one({ count: 3 }, { stages, onReturn });
    story.spend('2026-01-01T10:00', 100);
    const no = story.spend('2026-01-02T10:00', 100);
    story.back(no, '2026-01-03T10:00');
    const back = story.takenBack;
    story.spend('2026-01-04T10:00', 100);
    const again = [{ tag: 'two' }];
    assert.deepEqual([back, story.given], onReturn === 'keep' ? [[], []] : [again, again]);
  }
});

test('rounds are undone from the last one, as far as what came back reaches', () => {
  const story = one({ spend: '10.00' }, { repeat: { carry: true } });
  const no = story.spend('2026-01-01T10:00', 2_500);
  story.spend('2026-01-02T10:00', 800);
  assert.equal(story.slice?.done.c, 3);
  story.back(no, '2026-01-03T10:00', 0.6);
  assert.deepEqual(story.takenBack, [...grants, ...grants]);
  assert.equal(story.slice?.done.c, 1);
  assert.deepEqual(story.moved, ['c 300 → 800 of 1000']);
});

test('a day of a streak goes with its last purchase; a thing of a collection too', () => {
  const streak = one({ streak: 3 });
  streak.spend('2026-01-01T10:00', 100);
  const early = streak.spend('2026-01-02T10:00', 100);
  const late = streak.spend('2026-01-02T11:00', 100);
  streak.spend('2026-01-03T10:00', 100);
  assert.deepEqual(streak.given, grants);
  streak.back(early, '2026-01-03T11:00');
  assert.deepEqual(streak.takenBack, []);
  streak.back(late, '2026-01-03T12:00');
  assert.deepEqual(streak.takenBack, grants);
  assert.deepEqual(streak.slice?.open[0]?.runs.length, 2);
  streak.spend('2026-01-04T10:00', 100);
  assert.deepEqual(streak.moved, ['c 1 → 2 of 3']);

  const brands = one({ collect: 'brand', different: 3 });
  const both = brands.buy('2026-01-01T10:00', [
    { brand: 'a', gross: 100 },
    { brand: 'b', gross: 100 },
  ]);
  brands.buy('2026-01-02T10:00', [{ brand: 'a', gross: 100 }]);
  brands.back(both, '2026-01-03T10:00');
  assert.deepEqual(brands.moved, ['c 2 → 1 of 3']);
});

test('a return long after is no longer taken into account', () => {
  const story = one({ count: 1 });
  const no = story.spend('2026-01-01T10:00', 100);
  story.back(no, '2026-05-01T10:00');
  assert.deepEqual(story.effects, []);
});

const amount = fc.integer({ min: 1, max: 3_000 });

test('whatever the order, all that comes back leaves nothing behind', () => {
  const goals = fc.constantFrom<object>({ spend: '10.00' }, { count: 3 }, { streak: 3 });
  const law = fc.property(goals, fc.array(amount, { maxLength: 12 }), fc.nat(), (goal, all, n) => {
    const story = one(goal);
    const days = all.map((_, index) => `2026-01-${String(index + 1).padStart(2, '0')}T10:00`);
    const bought = all.map((gross, index) => story.spend(days[index] as string, gross));
    const keys = new Set<string>();
    const order = bought.toSorted((a, b) => ((a * (n + 7)) % 13) - ((b * (n + 7)) % 13));
    for (const no of order) {
      for (const share of [0.5, 1]) {
        story.back(no, '2026-02-01T10:00', share);
        for (const one of story.effects) {
          for (const { key } of one.kind === 'progress' ? one.takenBack : []) keys.add(key);
        }
      }
    }
    assert.equal(story.slice?.done.c, undefined);
    for (const one of story.slice?.open ?? []) {
      assert.deepEqual([one.progress, one.runs, one.rounds], [0, [], 0]);
    }
    const total = all.reduce((sum, one) => sum + one, 0);
    const done = 'spend' in goal ? total >= 1_000 : all.length >= 3;
    assert.equal(keys.size, done ? 1 : 0);
  });
  fc.assert(law, { numRuns: 100 });
});

test('with rounds that carry over, the rounds are what the money left makes', () => {
  const share = fc.constantFrom(0, 0.5, 1);
  const law = fc.property(fc.array(fc.tuple(amount, share), { maxLength: 15 }), (all) => {
    const story = one({ spend: '10.00' }, { repeat: { carry: true } });
    const bought = all.map(([gross]) => story.spend('2026-01-01T10:00', gross * 2));
    let left = 0;
    for (const [index, [gross, back]] of all.entries()) {
      story.back(bought[index] as number, '2026-01-02T10:00', back);
      left += gross * 2 * (1 - back);
    }
    assert.equal(story.slice?.done.c ?? 0, Math.floor(left / 1_000));
    assert.equal(story.slice?.open[0]?.progress ?? 0, left % 1_000);
  });
  fc.assert(law, { numRuns: 100 });
});

test('what a purchase brought is forgotten after 40 more: then it counts for good', () => {
  const story = one({ count: 1_000 });
  const bought = Array.from({ length: 41 }, () => story.spend('2026-01-01T10:00', 100));
  story.back(bought[0] as number, '2026-01-02T10:00');
  assert.deepEqual(story.effects, []);
  story.back(bought[1] as number, '2026-01-02T10:00');
  assert.deepEqual(story.moved, ['c 41 → 40 of 1000']);
});

test('a stage that is still reached stays', () => {
  const stages = [{ at: '5.00', grants: [{ tag: 'five' }] }];
  const story = one({ spend: '10.00' }, { stages });
  story.spend('2026-01-01T10:00', 500);
  const no = story.spend('2026-01-01T10:00', 100);
  story.back(no, '2026-01-02T10:00');
  assert.deepEqual(story.moved, ['c 600 → 500 of 1000']);
  assert.deepEqual(story.takenBack, []);
});

test('what cost nothing comes back by pieces; a purchase without lines comes back whole', () => {
  const story = one({ count: 9 });
  const gift = story.buy('2026-01-01T10:00', [{ gross: 0, quantity: 2 }]);
  const bare = story.buy('2026-01-01T10:00', []);
  story.back(gift, '2026-01-02T10:00', 0.5);
  assert.deepEqual(story.effects, []);
  story.back(gift, '2026-01-02T10:00', 1);
  assert.deepEqual(story.moved, ['c 2 → 1 of 9']);
  story.back(bare, '2026-01-02T10:00', 1);
  assert.deepEqual(story.moved, ['c 1 → 0 of 9']);
});

test('a day of which a purchase was forgotten stands', () => {
  const story = one({ streak: 9 });
  const bought = Array.from({ length: 42 }, () => story.spend('2026-01-01T10:00', 100));
  for (const no of bought.slice(2)) story.back(no, '2026-01-02T10:00');
  assert.equal(story.slice?.open[0]?.runs.length, 1);
});
