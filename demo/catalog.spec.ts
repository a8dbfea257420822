import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalog } from './catalog.ts';
import { history } from './history.ts';

const { categories, products, stores } = catalog;

test('8 departments with 40 categories, 600 products, 40 stores and 3 ways online', () => {
  assert.equal(categories.filter(({ parent }) => parent === null).length, 8);
  assert.equal(categories.filter(({ parent }) => parent !== null).length, 40);
  assert.equal(products.length, 600);
  assert.equal(stores.filter(({ channel }) => channel === 'store').length, 40);
  assert.equal(stores.filter(({ channel }) => channel !== 'store').length, 3);
});

test('ids and names are unique, parents exist, products hang on leaves', () => {
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]));
  assert.equal(parents.size, categories.length);
  for (const { parent } of categories) assert.ok(parent === null || parents.get(parent) === null);
  for (const { category } of products) assert.ok(parents.get(category));
  assert.equal(new Set(products.map(({ sku }) => sku)).size, products.length);
  assert.equal(new Set(products.map(({ name }) => name)).size, products.length);
  assert.equal(new Set(stores.map(({ id }) => id)).size, stores.length);
});

test('every event comes through a touchpoint that stands where the event says', () => {
  const known = new Map(catalog.touchpoints.map((one) => [one.id, one]));
  assert.equal(known.size, catalog.touchpoints.length);
  const until = Date.parse('2026-07-01T00:00:00+08:00');
  const used = new Set<string>();
  for (const { type, touchpoint, store, channel } of history({ members: 300, until })) {
    const one = known.get(touchpoint);
    assert.deepEqual([one?.store, one?.channel], [store, channel]);
    if (type === 'visit') assert.notEqual(one?.kind, 'pos');
    used.add(touchpoint);
  }
  assert.ok(used.size > 100);
});

test('everything has an English and a Chinese name, and a price in whole fen', () => {
  for (const { name, nameZh } of [...categories, ...products, ...stores, ...catalog.touchpoints]) {
    assert.match(name, /^[ -~]+$/);
    assert.match(nameZh, /\p{Script=Han}/u);
  }
  for (const { price } of products) assert.ok(Number.isInteger(price) && price >= 100);
});
