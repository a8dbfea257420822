// Goal: lines get what the catalogue knows at the time, and a wrong upsert changes nothing.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { Rejection } from '../../kernel/problem.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { Catalog } from './service.ts';

const database = await testDatabase();
after(() => database.drop());
const clock = new TurnedClock(Date.UTC(2026, 5, 19));
const catalog = new Catalog(database.pool, clock);

const bought = (sku: string) => ({
  type: 'purchase',
  data: { lines: [{ sku, category: null, categories: [] as string[], brand: null }] },
});

async function enriched(from: Catalog, sku: string) {
  const fact = bought(sku);
  await from.prepare([fact]);
  return from.enrich(fact).data.lines[0];
}

await catalog.put('products', [
  { sku: 'P1', name: 'Longjing', nameZh: '龙井', category: 'green', brand: 'Hill', price: 9900 },
  { sku: 'P2', category: 'round' },
]);
await catalog.put('categories', [
  { id: 'green', parent: 'tea' },
  { id: 'tea', parent: null, name: 'Tea' },
  { id: 'round', parent: 'about' },
  { id: 'about', parent: 'round' },
]);

test('a line gets category, branch and brand', async () => {
  assert.deepEqual(await enriched(catalog, 'P1'), {
    sku: 'P1',
    category: 'green',
    categories: ['green', 'tea'],
    brand: 'Hill',
  });
  assert.deepEqual((await enriched(catalog, 'P2'))?.categories, ['round', 'about']);
  assert.deepEqual((await enriched(catalog, 'nobody'))?.categories, []);
});

test('a change is seen at once here, and by another hub after a minute', async () => {
  const other = new Catalog(database.pool, clock);
  await enriched(other, 'P1');
  await catalog.put('categories', [{ id: 'tea', parent: 'drinks', name: 'Tea' }]);
  assert.deepEqual((await enriched(catalog, 'P1'))?.categories, ['green', 'tea', 'drinks']);
  assert.deepEqual((await enriched(other, 'P1'))?.categories, ['green', 'tea']);
  clock.turnTo(clock.now() + 60_000);
  assert.deepEqual((await enriched(other, 'P1'))?.categories, ['green', 'tea', 'drinks']);
});

test('a wrong list is refused as a whole, and a dry run changes nothing', async () => {
  const before = await catalog.list('stores', { after: '', limit: 10 });
  const wrong = [{ id: 's1' }, { id: 's1' }, { id: '' }, { id: 's2', citty: 'x' }];
  await assert.rejects(catalog.put('stores', wrong), (error: unknown) => {
    assert.ok(error instanceof Rejection);
    assert.deepEqual(
      error.problems.map(({ code, path }) => `${code} ${path}`),
      ['entry_repeated /1/id', 'text_length /2/id', 'unknown_field /3/citty'],
    );
    return true;
  });
  assert.deepEqual(await catalog.put('stores', [{ id: 's1' }], true), {
    accepted: 1,
    dryRun: true,
  });
  assert.deepEqual(await catalog.list('stores', { after: '', limit: 10 }), before);
});

test('pages follow each other without gap or repeat', async () => {
  const stores = Array.from({ length: 25 }, (_, index) => ({ id: `page-${index}` }));
  await catalog.put('stores', stores);
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const page = (await catalog.list('stores', { after: cursor, limit: 10 })) as { id: string }[];
    seen.push(...page.map(({ id }) => id));
    if (page.length < 10) break;
    cursor = page.at(-1)!.id;
  }
  assert.deepEqual(seen, stores.map(({ id }) => id).sort());
});
