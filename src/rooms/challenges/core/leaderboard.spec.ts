/** Goal: a board shows only who agreed, under a masked name; badges are kept once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveBadge, takeBadge } from './badges.ts';
import { maskName, rank, type Score } from './leaderboard.ts';

const score = (member: number, score: number, consent = true, at = member): Score => ({
  member,
  name: `Member ${member}`,
  score,
  at,
  consent,
});

test('equal scores share a rank, the earlier stands first, and the next rank is left out', () => {
  const { rows } = rank([score(1, 5), score(2, 9), score(3, 5, true, 0), score(4, 1)], 10, 3);
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

test('without consent nobody is shown or takes a rank, but knows where they would stand', () => {
  const scores = [score(1, 9, false), score(2, 5), score(3, 3)];
  const { rows, mine } = rank(scores, 1, 1);
  assert.deepEqual(rows, [{ rank: 1, name: 'M**', score: 5, me: false }]);
  assert.deepEqual(mine, { rank: 1, score: 9 });
  assert.deepEqual(rank(scores, 1, 3).mine, { rank: 2, score: 3 });
  assert.equal(rank(scores, 1, 7).mine, null);
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
