/** Goal: rules pay for scenes, late events are judged by their own time, and the trace says why. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Expected, given, type Happening, type Story } from '../../../../test/given.ts';

const SCENES = [
  {
    id: 'browse-then-store',
    within: 'PT24H',
    when: `touches.type("product.viewed").kind("app")
      .followedBy(touches.type("visit").kind("sensor"), "PT24H").any`,
  },
];
const RULE = {
  id: 'welcome-in',
  on: 'visit',
  when: 'scene("browse-then-store")',
  earn: { points: 'star', amount: 5 },
};
const DOCUMENT = { points: { star: { expiry: 'never' } }, scenes: SCENES, earning: [RULE] };

const touch = (type: string, kind: string, at: string): Happening => ({
  ...{ type, at: `2026-01-${at}`, id: `${type} ${at}` },
  data: { found: { touch: kind } },
});
const browsed = (at: string) => touch('product.viewed', 'app', at);
const entered = (at: string) => touch('visit', 'sensor', at);

function story(...happened: Happening[]): Story {
  const told = given(DOCUMENT);
  for (const one of happened) told.when(one);
  return told;
}

const HELD: Expected = {
  balances: { star: [5, 0, 0] },
  trace: ['welcome-in paid 5', 'scene:browse-then-store scene_held 0'],
};

function effects(told: Story) {
  assert.ok(told.last?.ok);
  return told.last.outcome.decision.effects;
}

test('browsed in the app, then came to the store: it pays, and says by which touches', () => {
  const told = story(browsed('01T20:00'), entered('02T10:00'));
  told.decides(HELD);
  assert.deepEqual(effects(told), [
    {
      ...{ room: 'scenes', kind: 'scene.held', scene: 'browse-then-store' },
      touches: [
        { type: 'product.viewed', kind: 'app', at: '2026-01-01T20:00:00.000Z' },
        { type: 'visit', kind: 'sensor', at: '2026-01-02T10:00:00.000Z' },
      ],
    },
  ]);
});

test('a day and a minute later it does not, and says what was looked at', () => {
  const told = story(browsed('01T20:00'), browsed('01T21:00'), entered('02T21:01'));
  told.decides({
    trace: ['welcome-in condition_false 0', 'scene:browse-then-store scene_condition_false 0'],
  });
  assert.equal(effects(told)[0]?.kind, 'scene.missed');
});

test('without touches nothing is told beyond the trace', () => {
  const told = story(touch('visit', 'pos', '02T10:00'));
  told.decides({
    trace: ['welcome-in condition_false 0', 'scene:browse-then-store scene_no_touches 0'],
  });
  assert.deepEqual(effects(told), []);
  assert.equal(told.states.get('ann')?.slices.touches, undefined);
});

test('a visit that comes late is judged by its own time', () => {
  const told = story(browsed('01T20:00'), touch('product.viewed', 'app', '03T10:00'));
  told.when(entered('02T10:00')).decides({ ...HELD, flags: ['late'] });
  // Seen from the visit, the later view has not happened.
  const [effect] = effects(told);
  assert.ok(Array.isArray(effect?.touches) && effect.touches.length === 2);
});

test('a view that comes late helps the next visit, not the one that is decided', () => {
  const told = story(entered('02T10:00'), browsed('01T20:00'), entered('02T11:00'));
  told.decides(HELD);
});

test('a program without scenes remembers nothing, and forgets what there was', () => {
  const told = story(browsed('01T20:00'));
  assert.deepEqual(Object.keys(told.states.get('ann')?.slices.touches ?? {}), [
    'product.viewed|app',
  ]);
  const plain = given({ points: DOCUMENT.points });
  plain.when(browsed('01T20:00')).when(entered('02T10:00'));
  assert.deepEqual(plain.states.get('ann')?.slices, {});
});

test('who leaves takes the touches along', () => {
  const leaving = { points: { star: 'forfeit' }, coupons: 'forfeit', tier: 'ends' };
  const told = given({ ...DOCUMENT, leaving });
  told.when(browsed('01T20:00'));
  told.when({ type: 'member.leave', id: 'bye', at: '2026-01-03T10:00', data: { confirm: {} } });
  assert.equal(told.states.get('ann')?.slices.touches, undefined);
});

test('who is erased leaves no touch behind', () => {
  const told = story(browsed('01T20:00'));
  told.when({ type: 'member.erased', id: 'gone', at: '2026-01-03T10:00', data: {} });
  assert.equal(told.states.get('ann')?.slices.touches, undefined);
});

test('a scene can make a level, and an unknown one cannot be published', () => {
  const tiers = [{ set: 'ways', levels: [{ id: 'both', when: 'scene("browse-then-store")' }] }];
  const told = given({ ...DOCUMENT, tiers });
  told.when(browsed('01T20:00')).when(entered('02T10:00'));
  told.decides({ levels: { ways: 'both' } });
  assert.throws(
    () => given({ ...DOCUMENT, scenes: [{ ...SCENES[0], id: 'other' }] }),
    /There is no scene/,
  );
});
