import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branchOf } from './branch.ts';
import { enrichFact, type KnownCatalog } from './enrich.ts';

const parents = new Map<string, string | null>([
  ['green', 'tea'],
  ['tea', 'drinks'],
  ['drinks', null],
  ['a', 'b'],
  ['b', 'a'],
]);
const parentOf = (category: string) => parents.get(category);

test('a branch goes to the top, and stops at a circle or at the unknown', () => {
  assert.deepEqual(branchOf('green', parentOf), ['green', 'tea', 'drinks']);
  assert.deepEqual(branchOf('a', parentOf), ['a', 'b']);
  assert.deepEqual(branchOf('new', parentOf), ['new']);
});

test('a tree without end is cut ten levels above the leaf', () => {
  assert.equal(branchOf('1', (id) => String(Number(id) + 1)).length, 11);
});

const known: KnownCatalog = {
  product: (sku) => (sku === 'P1' ? { category: 'green', brand: 'Hill' } : undefined),
  branch: (category) => (parents.has(category) ? branchOf(category, parentOf) : undefined),
};
const line = { sku: null, category: null, categories: [], brand: null };
const purchase = (...lines: object[]) => ({ type: 'purchase', data: { receipt: null, lines } });

test('a line gets what it did not say and keeps what it said', () => {
  const fact = enrichFact(
    purchase(
      { line: '1', ...line, sku: 'P1' },
      { line: '2', ...line, sku: 'P1', category: 'tea', categories: ['tea'], brand: 'Own' },
    ),
    known,
  );
  assert.equal(
    JSON.stringify(fact.data.lines),
    JSON.stringify([
      {
        line: '1',
        sku: 'P1',
        category: 'green',
        categories: ['green', 'tea', 'drinks'],
        brand: 'Hill',
      },
      { line: '2', sku: 'P1', category: 'tea', categories: ['tea', 'drinks'], brand: 'Own' },
    ]),
  );
});

test('a fact with nothing to fill stays the same object', () => {
  const unknown = purchase({ ...line, sku: 'P9', category: 'x', categories: ['x'] });
  assert.equal(enrichFact(unknown, known), unknown);
  const visit = { type: 'visit', data: {} };
  assert.equal(enrichFact(visit, known), visit);
});
