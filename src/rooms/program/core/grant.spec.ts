import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkGrants, describeGrants, type Grant } from './grant.ts';
import type { ProgramDocument } from './section.ts';

const document: ProgramDocument = {
  program: 'test',
  timezone: 'UTC',
  currency: 'EUR',
  points: { star: { expiry: 'never' } },
  coupons: [{ id: 'free-coffee' }],
  badges: [{ id: 'regular' }],
};

test('grants name what the document declares; tags are free', () => {
  const grants: Grant[] = [
    { points: 'star', amount: 1_500 },
    { coupon: 'free-coffee' },
    { coupon: 'free-coffee' },
    { badge: 'regular' },
    { tag: 'coffee-lover' },
  ];
  assert.deepEqual(checkGrants(grants, document, '/x/grants'), []);
  assert.equal(
    describeGrants(grants),
    '1,500 star, coupon free-coffee, coupon free-coffee, badge regular, tag coffee-lover',
  );
});

test('an unknown name is told with its path and what was meant', () => {
  const grants: Grant[] = [
    { points: 'stra', amount: 5 },
    { coupon: 'free-cofee' },
    { benefit: 'lounge' },
    { badge: 'regular' },
    { badge: 'regular' },
  ];
  const found = checkGrants(grants, document, '/x/grants');
  assert.deepEqual(
    found.map(({ code, path, fix }) => [code, path, fix]),
    [
      ['unknown_currency', '/x/grants/0/points', 'Did you mean `star`?'],
      ['unknown_coupon', '/x/grants/1/coupon', 'Did you mean `free-coffee`?'],
      ['unknown_benefit', '/x/grants/2/benefit', 'Add it to `benefits`.'],
      ['duplicate_grant', '/x/grants/4/badge', 'Leave it out here.'],
    ],
  );
});
