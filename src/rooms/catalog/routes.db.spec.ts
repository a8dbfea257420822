import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fastify from 'fastify';
import { testDatabase } from '../../../test/database.ts';
import { TurnedClock } from '../../platform/clock.ts';
import { catalogRoutes } from './routes.ts';
import { Catalog } from './service.ts';

const database = await testDatabase();
after(() => database.drop());
const app = fastify();
catalogRoutes(app, new Catalog(database.pool, new TurnedClock(0)));

test('what is put is listed, page by page', async () => {
  const skus = Array.from({ length: 5 }, (_, index) => ({ sku: `茶-${index}`, price: index }));
  const put = await app.inject({ method: 'PUT', url: '/v1/catalog/products', payload: skus });
  assert.deepEqual(put.json(), { accepted: 5, dryRun: false });
  const first = (await app.inject('/v1/catalog/products?limit=3')).json();
  assert.equal(first.items.length, 3);
  const rest = (await app.inject(`/v1/catalog/products?limit=3&cursor=${first.next}`)).json();
  assert.equal(rest.items.length, 2);
  assert.equal(rest.next, null);
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ sku }: { sku: string }) => sku),
    skus.map(({ sku }) => sku),
  );
});

test('a dry run over HTTP writes nothing', async () => {
  const url = '/v1/catalog/categories?dryRun=true';
  const put = await app.inject({ method: 'PUT', url, payload: [{ id: 'tea' }] });
  assert.deepEqual(put.json(), { accepted: 1, dryRun: true });
  assert.deepEqual((await app.inject('/v1/catalog/categories')).json(), { items: [], next: null });
});
