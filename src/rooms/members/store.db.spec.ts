// Goal: identifiers have one owner, also when 20 batches enrol the same people at once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { transaction } from '../../platform/db/pool.ts';
import { IdentifierCache } from './identifier-cache.ts';
import {
  allocateMemberIds,
  findByIdentifiers,
  identifiersOf,
  insertIdentifiers,
  insertMembers,
  membersById,
} from './store.ts';

const database = await testDatabase();
after(() => database.drop());
const { pool } = database;
const AT = Date.UTC(2026, 5, 19, 4, 30, 15, 123);

function newMember(memberId: number) {
  return { memberId, joinedAt: AT, enrolledSource: 'pos', enrolledId: `e${memberId}` };
}

test('a member is found by every identifier and reads back to the millisecond', async () => {
  const [memberId] = await allocateMemberIds(pool, 1);
  assert.ok(memberId);
  await insertMembers(pool, [newMember(memberId)]);
  const written = await insertIdentifiers(
    pool,
    [
      { kind: 'phone', value: '+8613800138000', memberId },
      { kind: 'card', value: 'C1', memberId },
    ],
    AT,
  );
  assert.equal(written.length, 2);
  const found = await findByIdentifiers(pool, [
    { kind: 'card', value: 'C1' },
    { kind: 'card', value: 'nobody' },
  ]);
  assert.deepEqual([...found], [['card\nC1', memberId]]);
  const row = (await membersById(pool, [memberId, 999_999])).get(memberId);
  assert.deepEqual(row, { ...newMember(memberId), status: 'active' });
  assert.deepEqual(await identifiersOf(pool, memberId), [
    { kind: 'card', value: 'C1' },
    { kind: 'phone', value: '+8613800138000' },
  ]);
});

test('nothing asked, nothing found', async () => {
  assert.equal((await findByIdentifiers(pool, [])).size, 0);
  assert.deepEqual(await allocateMemberIds(pool, 0), []);
});

test('20 batches that give the same cards at once: each card gets one owner', async () => {
  const cards = Array.from({ length: 30 }, (_, index) => `shared-${index}`);
  const wins = await Promise.all(
    Array.from({ length: 20 }, (_, batch) =>
      transaction(pool, async (client) => {
        const ids = await allocateMemberIds(client, cards.length);
        const order = batch % 2 ? cards : cards.toReversed();
        const written = await insertIdentifiers(
          client,
          order.map((value, index) => ({ kind: 'card', value, memberId: ids[index]! })),
          AT,
        );
        await insertMembers(
          client,
          written.map(({ memberId }) => newMember(memberId)),
        );
        return written;
      }),
    ),
  );
  assert.deepEqual(
    wins
      .flat()
      .map(({ value }) => value)
      .sort(),
    cards.toSorted(),
  );
  const found = await findByIdentifiers(
    pool,
    cards.map((value) => ({ kind: 'card', value })),
  );
  assert.equal((await membersById(pool, [...found.values()])).size, cards.length);
});

test('the cache forgets the oldest and what it is told to', () => {
  const cache = new IdentifierCache(2);
  const card = (value: string) => ({ kind: 'card', value });
  cache.set(card('a'), 1);
  cache.set(card('b'), 2);
  cache.set(card('c'), 3);
  assert.equal(cache.get(card('a')), undefined);
  cache.forget(card('b'));
  assert.equal(cache.get(card('b')), undefined);
  assert.equal(cache.get(card('c')), 3);
});
