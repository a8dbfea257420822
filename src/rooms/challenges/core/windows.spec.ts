/** Goal: who has a challenge, from when to when, how often, and what happens in its order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from './advance.ts';
import { dueOf, settle } from './settle.ts';
import { event, factsOf } from './test-book.ts';
import { Story } from './test-story.ts';

const day = (text: string) => Date.parse(`${text}Z`);

test('fixed days: both are in, the moment before and the moment after are not', () => {
  const window = { from: '2026-01-10', to: '2026-01-11' };
  for (const [at, counts] of [
    ['2026-01-09T23:59', false],
    ['2026-01-10T00:00', true],
    ['2026-01-11T23:59', true],
    ['2026-01-12T00:00', false],
  ] as const) {
    const story = new Story([{ id: 'c', goal: { count: 2 }, window }]);
    story.spend(at, 100);
    assert.equal(story.moved.length === 1, counts, at);
  }
});

test('a duration runs from the assignment; its last moment counts, then it is over', () => {
  const assign = { on: 'offer', when: 'event.data.offer == "x"' };
  const make = () => {
    const story = new Story([{ id: 'c', goal: { count: 9 }, assign, window: { for: 'P2D' } }]);
    story.spend('2026-01-01T08:00', 100);
    assert.deepEqual(story.effects, []);
    story.on('offer', '2026-01-01T09:00', { offer: 'y' });
    assert.deepEqual(story.effects, []);
    story.on('offer', '2026-01-01T10:00', { offer: 'x' });
    assert.deepEqual(story.told, ['assigned c']);
    return story;
  };
  const inside = make();
  inside.spend('2026-01-03T10:00', 100);
  assert.deepEqual(inside.moved, ['c 0 → 1 of 9']);
  const outside = make();
  assert.equal(dueOf(outside.slice), day('2026-01-03T10:00') + 1);
  outside.spend('2026-01-03T10:01', 100);
  assert.deepEqual(outside.told, ['ended c window_over']);
  assert.deepEqual(outside.moved, []);
  assert.equal(outside.slice, undefined);
});

test('again: ignored, stacked or begun anew', () => {
  const make = (again: string) => {
    const assign = { on: 'offer', again };
    const story = new Story([{ id: 'c', goal: { count: 2 }, assign }]);
    story.on('offer', '2026-01-01T10:00');
    story.spend('2026-01-02T10:00', 100);
    story.on('offer', '2026-01-03T10:00');
    const told = story.told;
    story.spend('2026-01-04T10:00', 100);
    return [told, story.moved];
  };
  assert.deepEqual(make('ignore'), [['refused c open_already'], ['c 1 → 2 of 2!']]);
  assert.deepEqual(make('stack'), [['assigned c'], ['c 1 → 2 of 2!', 'c 0 → 1 of 2']]);
  assert.deepEqual(make('restart'), [['ended c restarted', 'assigned c'], ['c 0 → 1 of 2']]);
});

test('no more than 50 open at once: the next is told why not', () => {
  const story = new Story([{ id: 'c', goal: { count: 2 }, assign: { on: 'o', again: 'stack' } }]);
  for (let n = 0; n < 51; n++) story.on('o', '2026-01-01T10:00');
  assert.deepEqual(story.told, ['refused c too_many_open']);
});

test('by expression: whoever it holds for, from then on to the end', () => {
  const assign = { when: '"student" in member.tags' };
  const story = new Story([{ id: 'c', goal: { count: 3 }, assign }]);
  story.spend('2026-01-01T10:00', 100);
  assert.deepEqual(story.moved, []);
  story.member = { tags: ['student'] };
  story.spend('2026-01-02T10:00', 100);
  story.member = {};
  story.spend('2026-01-03T10:00', 100);
  assert.deepEqual(story.moved, ['c 1 → 2 of 3']);
});

test('several at once move by one purchase', () => {
  const story = new Story([
    { id: 'a', goal: { count: 2 } },
    { id: 'b', goal: { spend: '5.00' } },
    { id: 'v', on: 'visit', goal: { count: 1 } },
  ]);
  story.spend('2026-01-01T10:00', 600);
  assert.deepEqual(story.moved, ['a 0 → 1 of 2', 'b 0 → 600 of 500!']);
});

test('viewed first: nothing counts before the view, the window runs all the same', () => {
  const startOn = { on: 'offer.viewed', when: 'event.data.offer == "x"' };
  const assign = { on: 'offer.received' };
  const window = { for: 'P7D' };
  const story = new Story([{ id: 'c', goal: { count: 2 }, assign, startOn, window }]);
  story.on('offer.received', '2026-01-01T10:00');
  assert.deepEqual(story.told, ['waiting c']);
  story.spend('2026-01-02T10:00', 100);
  story.on('offer.viewed', '2026-01-03T10:00', { offer: 'y' });
  assert.deepEqual(story.effects, []);
  story.on('offer.viewed', '2026-01-03T10:00', { offer: 'x' });
  assert.deepEqual(story.told, ['started c']);
  story.spend('2026-01-04T10:00', 100);
  assert.deepEqual(story.moved, ['c 0 → 1 of 2']);
  assert.equal(dueOf(story.slice), day('2026-01-08T10:00') + 1);
});

test('a start without an assignment begins it for everybody who may have it', () => {
  const startOn = { on: 'ad.clicked' };
  const story = new Story([{ id: 'c', goal: { count: 2 }, startOn, window: { for: 'P1D' } }]);
  story.spend('2026-01-01T10:00', 100);
  assert.deepEqual(story.effects, []);
  story.on('ad.clicked', '2026-01-02T10:00');
  assert.deepEqual(story.told, ['started c']);
  story.spend('2026-01-02T11:00', 100);
  assert.deepEqual(story.moved, ['c 0 → 1 of 2']);
});

test('opt-in: only who joins takes part, as long as it is open', () => {
  const window = { from: '2026-01-10', to: '2026-01-31', for: 'P7D' };
  const story = new Story([{ id: 'c', goal: { count: 1 }, optIn: true, window }]);
  assert.equal(story.join('x', '2026-01-11T10:00'), 'challenge_unknown');
  assert.equal(story.join('c', '2026-01-09T10:00'), 'challenge_not_yet');
  assert.equal(story.join('c', '2026-02-01T10:00'), 'challenge_over');
  assert.equal(story.leave('c', '2026-01-11T10:00'), 'challenge_not_joined');
  story.spend('2026-01-10T10:00', 100);
  assert.deepEqual(story.effects, []);
  assert.equal(story.join('c', '2026-01-11T10:00'), null);
  assert.deepEqual(story.told, ['joined c']);
  assert.equal(story.join('c', '2026-01-11T11:00'), 'challenge_joined_already');
  assert.equal(story.leave('c', '2026-01-11T12:00'), null);
  assert.deepEqual(story.told, ['ended c left']);
  assert.equal(story.join('c', '2026-01-12T10:00'), null);
  story.spend('2026-01-19T10:00', 100);
  assert.deepEqual(story.moved, ['c 0 → 1 of 1!']);
  assert.equal(story.join('c', '2026-01-20T10:00'), 'challenge_done');
});

test('opt-in by event: offered first, and the time runs from joining', () => {
  const more = { optIn: true, assign: { on: 'offer' }, window: { for: 'P2D' } };
  const story = new Story([{ id: 'c', goal: { count: 1 }, ...more }]);
  assert.equal(story.join('c', '2026-01-01T09:00'), 'challenge_not_offered');
  story.on('offer', '2026-01-01T10:00');
  assert.deepEqual(story.told, ['offered c']);
  story.spend('2026-01-02T10:00', 100);
  assert.deepEqual(story.effects, []);
  assert.equal(story.join('c', '2026-01-05T10:00'), null);
  story.spend('2026-01-07T10:00', 100);
  assert.deepEqual(story.moved, ['c 0 → 1 of 1!']);
});

test('rounds: so often, with or without what is above the target', () => {
  const make = (repeat: object) =>
    new Story([{ id: 'c', goal: { spend: '10.00' }, repeat, onReturn: 'keep' }]);
  const plain = make({ times: 2 });
  plain.spend('2026-01-01T10:00', 2_500);
  assert.deepEqual(plain.moved, ['c 0 → 0 of 1000!']);
  plain.spend('2026-01-02T10:00', 1_000);
  assert.deepEqual(plain.moved, ['c 0 → 1000 of 1000!']);
  plain.spend('2026-01-03T10:00', 1_000);
  assert.deepEqual(plain.effects, []);
  const carried = make({ carry: true });
  carried.spend('2026-01-01T10:00', 2_500);
  assert.deepEqual(carried.moved, ['c 0 → 500 of 1000!']);
  assert.deepEqual(
    carried.effects.flatMap((one) => (one.kind === 'progress' ? one.rewards : [])).length,
    2,
  );
  assert.equal(carried.slice?.done.c, 2);
});

test('a streak that repeats does not use a day twice', () => {
  const more = { on: 'visit', repeat: {} };
  const story = new Story([{ id: 'c', goal: { streak: 2 }, ...more }]);
  const moved = [1, 2, 2, 3, 4].map((n) => {
    story.on('visit', `2026-01-0${n}T10:00`);
    return story.moved;
  });
  assert.deepEqual(moved, [
    ['c 0 → 1 of 2'],
    ['c 1 → 0 of 2!'],
    [],
    ['c 0 → 1 of 2'],
    ['c 1 → 0 of 2!'],
  ]);
});

test('an attempt that ran out may begin anew; rounds of all attempts count together', () => {
  const more = { window: { for: 'P1D' }, repeat: { times: 2 } };
  const story = new Story([{ id: 'c', goal: { count: 2 }, ...more }]);
  for (const at of ['01T10:00', '01T11:00', '01T12:00']) story.spend(`2026-01-${at}`, 100);
  story.spend('2026-01-05T10:00', 100);
  assert.deepEqual(story.told, ['ended c window_over']);
  assert.deepEqual(story.moved, ['c 0 → 1 of 2']);
  story.spend('2026-01-05T11:00', 100);
  assert.deepEqual(story.moved, ['c 1 → 2 of 2!']);
  story.spend('2026-01-09T10:00', 100);
  assert.deepEqual(story.effects, []);
});

test('stages give on the way, also when one event passes several', () => {
  const tag = (name: string) => [{ tag: name }];
  const stages = [
    { at: '5.00', grants: tag('five') },
    { at: '8.00', grants: tag('eight') },
  ];
  const story = new Story([{ id: 'c', goal: { spend: '10.00' }, stages, grants: tag('ten') }]);
  story.spend('2026-01-01T10:00', 500);
  assert.deepEqual(story.given, tag('five'));
  story.spend('2026-01-02T10:00', 500);
  assert.deepEqual(story.given, [{ tag: 'eight' }, { tag: 'ten' }]);
});

test('settling late, often or in two steps comes to the same', () => {
  const assign = { on: 'o', again: 'stack' };
  const story = new Story([{ id: 'c', goal: { count: 9 }, assign, window: { for: 'P1D' } }]);
  for (const n of [3, 1, 2]) story.on('o', `2026-01-0${n}T10:00`);
  const { terms } = story.book;
  const whole = settle(terms, story.slice, day('2026-02-01T00:00'));
  const first = settle(terms, story.slice, day('2026-01-03T12:00'));
  const second = settle(terms, first.slice, day('2026-02-01T00:00'));
  assert.deepEqual(second.slice, whole.slice);
  assert.deepEqual([...first.effects, ...second.effects], whole.effects);
  assert.equal(settle(terms, whole.slice, day('2027-01-01T00:00')).slice, whole.slice);
});

test('the earlier of the two ends holds: the last day, or the time that runs', () => {
  const more = { assign: { on: 'offer' }, window: { to: '2026-01-10', for: 'P7D' } };
  const story = new Story([{ id: 'c', goal: { count: 9 }, ...more }]);
  story.on('offer', '2026-01-09T10:00');
  assert.equal(dueOf(story.slice), day('2026-01-11T00:00'));
  story.on('offer', '2026-01-12T10:00');
  assert.deepEqual(story.told, ['ended c window_over', 'refused c window_over']);
});

test('a late event: it counts for what was open then, and assigns nothing that is over', () => {
  const assign = { on: 'offer' };
  const story = new Story([{ id: 'c', goal: { count: 9 }, assign, window: { for: 'P1D' } }]);
  story.on('offer', '2026-01-05T10:00');
  story.spend('2026-01-04T10:00', 100);
  assert.deepEqual(story.effects, []);
  const late = { ...event('offer', day('2026-01-01T10:00')) };
  const facts = factsOf(story.book, late, {}, day('2026-01-09T10:00'));
  assert.deepEqual(advance(story.book, undefined, facts, 9).effects, [
    { kind: 'refused', challenge: 'c', reason: 'window_over' },
  ]);
});

test('what is over at a moment is settled at that moment, not one later', () => {
  const story = new Story([
    { id: 'c', goal: { count: 9 }, assign: { on: 'o' }, window: { for: 'P1D' } },
  ]);
  story.on('o', '2026-01-05T10:00');
  const due = dueOf(story.slice) as number;
  assert.equal(settle(story.book.terms, story.slice, due - 1).slice, story.slice);
  assert.equal(settle(story.book.terms, story.slice, due).slice, undefined);
});
