/** Goal: a board shows the best under masked names; badges are kept once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveBadge, takeBadge } from './badges.ts';
import { maskName, rank, type Standing } from './leaderboard.ts';

const standing = (member: number, score: number, at = member): Standing => ({
  member,
  name: `Member ${member}`,
  score,
  at,
});

test('equal scores share a rank, the earlier stands first, and the next rank is left out', () => {
  const rows = rank([standing(1, 5), standing(2, 9), standing(3, 5, 0), standing(4, 1)], 10, 3);
  assert.deepEqual(
    rows.map((row) => [row.rank, row.score, row.me]),
    [
      [1, 9, false],
      [2, 5, true],
      [2, 5, false],
      [4, 1, false],
    ],
  );
});

test('only so many are shown, none without a score, and none by the full name', () => {
  const rows = rank([standing(1, 2), standing(2, 0), standing(3, 3)], 1);
  assert.deepEqual(rows, [{ rank: 1, name: 'M**', score: 3, me: false }]);
  assert.equal(rank([standing(2, 0)], 5).length, 0);
});

test('a masked name gives away one letter and not its length', () => {
  assert.deepEqual(['Alice', '王小明', '  Élodie', '👩‍🚀 Ann', ''].map(maskName), [
    'A**',
    '王**',
    'É**',
    '👩‍🚀**',
    '***',
  ]);
});

test('a badge is given once, and can be taken back', () => {
  const once = giveBadge(undefined, 'regular', 1);
  assert.equal(giveBadge(once, 'regular', 2), once);
  assert.deepEqual(once, { regular: 1 });
  assert.equal(takeBadge(once, 'other'), once);
  assert.equal(takeBadge(once, 'regular'), undefined);
});
