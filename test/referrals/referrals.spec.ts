/**
 * Goal: of a crowd in which rings hide among honest people, the checks catch most rings and refuse
 * nobody who is honest. Method: seeded stories with a known truth, played through the whole core.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdOf } from './crowd.ts';
import { type Ending, play } from './play.ts';

const SEEDS = [1, 2, 3, 4, 5];
const endings = SEEDS.flatMap((seed) => play(crowdOf(seed)));

const caught = ({ outcome }: Ending) => outcome !== 'allowed';
const honest = ({ arrival }: Ending) => arrival.honest;

function ratio(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

test('precision and recall over all seeds', (context) => {
  const right = endings.filter((one) => caught(one) && !honest(one)).length;
  const all = endings.filter(caught).length;
  const rings = endings.filter((one) => !honest(one)).length;
  context.diagnostic(`precision: of what was caught, ${ratio(right, all)} were rings`);
  context.diagnostic(`recall: of the rings, ${ratio(right, rings)} were caught`);
  for (const story of new Set(endings.map(({ arrival }) => arrival.story))) {
    const of = endings.filter(({ arrival }) => arrival.story === story);
    for (const truth of [true, false]) {
      const some = of.filter(({ arrival }) => arrival.honest === truth);
      if (some.length === 0) continue;
      const name = `${story}, ${truth ? 'honest' : 'ring'}`;
      context.diagnostic(`${name}: caught ${ratio(some.filter(caught).length, some.length)}`);
    }
  }
  assert.ok(right / all >= 0.8, `precision ${right / all}`);
  assert.ok(right / rings >= 0.9, `recall ${right / rings}`);
});

test('nobody who is honest is refused, at worst held', () => {
  const refused = endings.filter((one) => honest(one) && one.outcome === 'refused');
  assert.deepEqual(
    refused.map(({ arrival, reasons }) => [arrival, reasons]),
    [],
  );
  const people = endings.filter(honest);
  assert.ok(people.length > 5_000, `only ${people.length} honest people`);
  assert.ok(people.filter(caught).length / people.length < 0.05);
});

test('the same seed gives the same crowd, another one another', () => {
  assert.deepEqual(crowdOf(7), crowdOf(7));
  assert.notDeepEqual(crowdOf(7), crowdOf(8));
});

test('what is proven is refused, what is only likely is held', () => {
  for (const { arrival, outcome } of endings) {
    if (arrival.honest) continue;
    if (arrival.story === 'self' || arrival.story === 'circle') assert.equal(outcome, 'refused');
    else assert.notEqual(outcome, 'refused');
  }
});
