/**
 * Goal: a scene says what a naive reading of the whole past says, whatever the order of arrival.
 * Method: random touches in random order, against a model that looks at every pair.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TouchMemory } from '../../program/index.ts';
import { type Happened, naiveCount, naiveMemory } from './naive-scenes.ts';
import { Scenes } from './scenes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TYPES = ['product.viewed', 'visit', 'purchase', 'review'];
const KINDS = ['app', 'pos', 'web', ''];

const touch = (span: number): fc.Arbitrary<Happened> =>
  fc.record({
    type: fc.constantFrom(...TYPES),
    kind: fc.constantFrom(...KINDS),
    // Coarse, so that equal moments and exact window ends are common.
    at: fc.integer({ min: 1, max: Math.floor(span / HOUR) }).map((hours) => hours * HOUR),
  });

const scenes = new Scenes([
  {
    id: 'pair',
    within: 'P3D',
    when: `touches.type("product.viewed").kind("app")
      .followedBy(touches.type("visit"), "PT24H").count >= 2`,
  },
  {
    id: 'any',
    within: 'PT36H',
    when: 'touches.kind("app").followedBy(touches.type("purchase").kind("pos"), "PT12H").any',
  },
]);
const AGE = 4 * DAY;

function lookedAt({ type, kind }: Happened): string | null {
  const pair = (type === 'product.viewed' && kind === 'app') || type === 'visit';
  const any = kind === 'app' || (type === 'purchase' && kind === 'pos');
  if (!pair && !any) return null;
  const named = ['product.viewed', 'visit', 'purchase'].includes(type) ? type : '';
  return `${named}|${['app', 'pos'].includes(kind) ? kind : ''}`;
}

function remembered(all: readonly Happened[]): TouchMemory | undefined {
  return all.reduce<TouchMemory | undefined>(
    (memory, { type, kind, at }) => scenes.note(memory, type, kind, at),
    undefined,
  );
}

test('what is remembered follows from the touches, not from their order', () => {
  const past = fc.array(touch(8 * DAY), { minLength: 1, maxLength: 150 });
  const shuffled = past.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const memory = remembered(all) ?? {};
      const naive = Object.fromEntries(naiveMemory(all, lookedAt, AGE));
      assert.deepEqual(sorted(memory), sorted(naive));
      assert.deepEqual(sorted(remembered(other) ?? {}), sorted(naive));
    }),
    { numRuns: 300 },
  );
});

test('a scene holds when the naive model says so, on time and up to a day late', () => {
  const past = fc.array(touch(6 * DAY), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(past, fc.nat(24), (all, hoursLate) => {
      const watched = all.filter((one) => lookedAt(one) !== null);
      const newest = Math.max(0, ...watched.map(({ at }) => at));
      const now = newest - hoursLate * HOUR;
      const memory = remembered(all);
      const pair = naiveCount(
        all,
        {
          first: ({ type, kind }) => type === 'product.viewed' && kind === 'app',
          later: ({ type }) => type === 'visit',
          apart: DAY,
          within: 3 * DAY,
        },
        now,
      );
      const any = naiveCount(
        all,
        {
          first: ({ kind }) => kind === 'app',
          later: ({ type, kind }) => type === 'purchase' && kind === 'pos',
          apart: 12 * HOUR,
          within: 36 * HOUR,
        },
        now,
      );
      assert.equal(scenes.ask('pair', memory, now).holds, pair >= 2);
      assert.equal(scenes.ask('any', memory, now).holds, any > 0);
    }),
    { numRuns: 1_000 },
  );
});

function sorted(memory: Readonly<Record<string, readonly number[]>>): unknown {
  return Object.entries(memory).sort(([a], [b]) => (a < b ? -1 : 1));
}
