/** Goal: a portrait is the same however its events were counted, and says what they say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addEvents, newPortrait, type Seen, weekOf } from './portrait.ts';
import { preferencesOf } from './preferences.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

const NAMES = ['tea', 'milk', 'bread', 'constructor', '__proto__'];
const line = (category: string) => ({ category, gross: 1_000, discount: 100, voided: false });
const event = fc.record({
  type: fc.constantFrom('purchase', 'product.viewed', 'member.updated', 'hachi.settled'),
  channel: fc.constantFrom(null, 'app', 'store', 'toString'),
  daysAgo: fc.integer({ min: 0, max: 500 }),
  categories: fc.array(fc.constantFrom(...NAMES), { maxLength: 4 }),
});
const history = fc.array(event, { maxLength: 60 }).map((events): Seen[] =>
  events.map(({ type, channel, daysAgo, categories }, index) => ({
    no: index + 1,
    happenedAt: NOW - daysAgo * DAY,
    channel,
    type,
    data:
      type === 'purchase'
        ? { lines: categories.map(line) }
        : { category: categories[0], attributes: { language: 'zh' }, tags: categories },
  })),
);

test('counted at once or in parts, a portrait is the same, also over its JSON', () => {
  fc.assert(
    fc.property(history, fc.nat(60), (events, cut) => {
      const whole = newPortrait();
      addEvents(whole, events);
      const first = newPortrait();
      addEvents(first, events.slice(0, cut));
      const rest = JSON.parse(JSON.stringify(first));
      addEvents(rest, events.slice(cut));
      assert.deepEqual(JSON.parse(JSON.stringify(whole)), JSON.parse(JSON.stringify(rest)));
    }),
  );
});

test('first and last touches of a channel are those of its events', () => {
  fc.assert(
    fc.property(history, (events) => {
      const portrait = newPortrait();
      addEvents(portrait, events);
      const touches = events.filter(
        ({ channel, type }) => channel === 'app' && type !== 'hachi.settled',
      );
      const times = touches.map(({ happenedAt }) => happenedAt);
      const app = portrait.channels.app;
      assert.equal(app?.count ?? 0, touches.length);
      if (!app) return;
      assert.equal(app.first[0], Math.min(...times));
      assert.equal(app.last[0]?.[0], Math.max(...times));
    }),
  );
});

test('shares of a window sum to one, and what is gained is lost elsewhere', () => {
  fc.assert(
    fc.property(history, (events) => {
      const portrait = newPortrait();
      addEvents(portrait, events);
      const { categories, drift } = preferencesOf(portrait, NOW);
      const sum = (of: 'share' | 'shareBefore' | 'drift') =>
        categories.reduce((total, one) => total + one[of], 0);
      const near = (value: number, wanted: number) => Math.abs(value - wanted) < 0.001;
      assert.ok(near(sum('share'), 1) || sum('share') === 0);
      assert.ok(near(sum('shareBefore'), 1) || sum('shareBefore') === 0);
      if (drift === null) return;
      assert.ok(drift >= 0 && drift <= 1.001);
      assert.ok(near(sum('drift'), 0));
    }),
  );
});

test('who turns from tea to coffee is seen to turn; a single purchase is chance', () => {
  const portrait = newPortrait();
  const buy = (category: string, daysAgo: number, no: number): Seen => ({
    ...{ no, happenedAt: NOW - daysAgo * DAY, channel: 'app', type: 'purchase' },
    data: { lines: [line(category)] },
  });
  const before = Array.from({ length: 40 }, (_, n) => buy('tea', 120 + n * 5, n + 1));
  const recent = Array.from({ length: 12 }, (_, n) => buy('coffee', n * 5, n + 41));
  addEvents(portrait, [...before, ...recent, buy('milk', 3, 53)]);
  const { categories, drift } = preferencesOf(portrait, NOW);
  assert.deepEqual(
    categories.map(({ category, trend }) => [category, trend]),
    [
      ['coffee', 'rising'],
      ['milk', 'steady'],
      ['tea', 'falling'],
    ],
  );
  assert.equal(drift, 1);
  assert.equal(categories[0]?.net, 12 * 900);
});

test('a week begins on Monday', () => {
  const monday = Date.UTC(2026, 5, 1);
  assert.equal(weekOf(monday), weekOf(monday + 6 * DAY));
  assert.equal(weekOf(monday - 1), weekOf(monday) - 1);
});
