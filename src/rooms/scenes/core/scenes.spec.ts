/** Goal: a scene can be read aloud, and what it says about order and windows is exact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkScene, type TouchMemory } from '../../program/index.ts';
import { scenesSection } from './check.ts';
import { Scenes } from './scenes.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 5, 19, 12);
const browse = {
  id: 'browse-then-store',
  within: 'PT24H',
  when: `touches.type("product.viewed").kind("app")
    .followedBy(touches.type("visit").kind("sensor"), "PT24H").any`,
};
const scenes = new Scenes([browse]);

/** A past of `type kind hours` before noon. */
function past(of: Scenes, ...told: string[]): TouchMemory | undefined {
  return told.reduce<TouchMemory | undefined>((memory, one) => {
    const [type = '', kind = '', hours = '0'] = one.split(' ');
    return of.note(memory, type, kind, NOON - Number(hours) * HOUR);
  }, undefined);
}

const reasonOf = (...told: string[]) =>
  scenes.ask('browse-then-store', past(scenes, ...told), NOON).reason;

test('browsed in the app, then entered a store within a day', () => {
  assert.equal(reasonOf('product.viewed app 5', 'visit sensor 0'), 'scene_held');
  assert.equal(reasonOf('product.viewed app 24', 'visit sensor 0'), 'scene_held');
  assert.equal(reasonOf('product.viewed app 24.001', 'visit sensor 0'), 'scene_condition_false');
});

test('the other way round, at once, or elsewhere it is no such scene', () => {
  assert.equal(reasonOf('visit sensor 5', 'product.viewed app 0'), 'scene_condition_false');
  assert.equal(reasonOf('product.viewed app 0', 'visit sensor 0'), 'scene_condition_false');
  assert.equal(reasonOf('product.viewed web 5', 'visit sensor 0'), 'scene_condition_false');
  assert.equal(reasonOf(), 'scene_no_touches');
  assert.equal(reasonOf('review app 2'), 'scene_no_touches');
});

test('late touches take their place in time', () => {
  assert.equal(reasonOf('visit sensor 0', 'product.viewed app 5'), 'scene_held');
  const memory = past(scenes, 'product.viewed app 5', 'visit sensor 0');
  const before = scenes.ask('browse-then-store', memory, NOON - HOUR);
  assert.equal(before.holds, false, 'what happened later is not seen');
});

test('the answer names the touches that it looked at', () => {
  const memory = past(scenes, 'product.viewed app 5', 'visit sensor 1');
  assert.deepEqual(scenes.ask('browse-then-store', memory, NOON).touches, [
    { type: 'product.viewed', kind: 'app', at: NOON - 5 * HOUR },
    { type: 'visit', kind: 'sensor', at: NOON - HOUR },
  ]);
});

test('only what a scene names is remembered, and little of it', () => {
  assert.equal(past(scenes, 'visit pos 1', 'product.viewed web 2', 'purchase app 3'), undefined);
  const many = Array.from({ length: 500 }, (_, index) => `product.viewed app ${index / 100}`);
  const memory = past(scenes, ...many, 'visit sensor 0') ?? {};
  assert.deepEqual(
    Object.entries(memory).map(([key, times]) => [key, times.length]),
    [
      ['product.viewed|app', 20],
      ['visit|sensor', 1],
    ],
  );
});

test('counting, no touches at all, and three steps', () => {
  const more = new Scenes([
    { id: 'often', within: 'P7D', when: 'touches.type("visit").count >= 3' },
    { id: 'new', within: 'P7D', when: '!touches.kind("app").any' },
    {
      id: 'steps',
      within: 'P7D',
      when: `touches.type("a").followedBy(touches.type("b"), "PT2H")
        .followedBy(touches.type("c"), "PT2H").any`,
    },
    { id: 'just', within: 'P7D', when: 'touches.type("visit").within("PT1H").any' },
  ]);
  const holds = (id: string, ...told: string[]) => more.ask(id, past(more, ...told), NOON).holds;
  assert.equal(holds('often', 'visit pos 50', 'visit web 20', 'visit  1'), true);
  assert.equal(holds('often', 'visit pos 200', 'visit web 20', 'visit  1'), false);
  assert.equal(holds('new'), true);
  assert.equal(holds('new', 'visit app 3'), false);
  assert.equal(holds('steps', 'a pos 4', 'b pos 3', 'c pos 1'), true);
  assert.equal(holds('steps', 'a pos 6', 'b pos 3', 'c pos 1'), false);
  assert.equal(holds('just', 'visit pos 1'), true);
  assert.equal(holds('just', 'visit pos 1.1'), false);
});

test('wrong conditions are told with their place and a way out', () => {
  const codes = (when: string) => checkScene(when, '').map(({ code }) => code);
  assert.deepEqual(codes(browse.when), []);
  assert.deepEqual(codes('touches.kind("ap").any'), ['expression_unknown_name']);
  assert.deepEqual(codes('touches.any'), ['scene_too_wide']);
  assert.deepEqual(codes('touches.type("visit").count'), ['expression_type']);
  assert.deepEqual(codes('touches.type("visit").within("P1M").any'), ['expression_type']);
  assert.deepEqual(codes('touches.type("a" + "b").any'), ['expression_type']);
  assert.deepEqual(codes('member.tags.exists(t, t == "x")'), ['expression_unknown_name']);
  assert.deepEqual(codes('touches.tpye("visit").any'), ['expression_unknown_name']);
  assert.deepEqual(codes('touches.type("visit"'), ['expression_syntax']);
  assert.match(checkScene('touches.kind("ap").any', '')[0]?.fix ?? '', /app/);
});

test('the section wants each scene once, and a window that it can keep', () => {
  const document = { scenes: [browse, { ...browse, within: 'P1M' }] };
  const problems = scenesSection.check(document as never, null as never);
  assert.deepEqual(
    problems.map(({ code, path }) => `${code} ${path}`),
    ['duplicate_id /scenes/1/id', 'scene_window /scenes/1/within'],
  );
});
