// Goal: identifiers have one owner, also when 20 batches enrol the same people at once; nothing
// that says who somebody is lies in a table; what lies there opens only for its member.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { testVault } from '../../../test/vault.ts';
import { transaction } from '../../platform/db/pool.ts';
import { IdentifierCache } from './identifier-cache.ts';
import {
  enrolIdentifiers,
  findByIdentifiers,
  identifiersOf,
  type OwnedIdentifier,
} from './identifiers.ts';
import { sealPlainIdentifiers } from './seal-plain.ts';
import { allocateMemberIds, insertMembers, membersById } from './store.ts';

const database = await testDatabase();
after(() => database.drop());
const { pool } = database;
const vault = await testVault(pool);
const AT = Date.UTC(2026, 5, 19, 4, 30, 15, 123);

function newMember(memberId: number) {
  return { memberId, joinedAt: AT, enrolledSource: 'pos', enrolledId: `e${memberId}` };
}

const enrol = (members: readonly number[], identifiers: readonly OwnedIdentifier[]) =>
  transaction(pool, async (client) => {
    await insertMembers(client, members.map(newMember));
    await Promise.all(enrolIdentifiers(client, vault, members, identifiers, AT).sent);
  });

test('a member is found by every identifier and reads back to the millisecond', async () => {
  const [memberId] = await allocateMemberIds(pool, 1);
  assert.ok(memberId);
  await enrol(
    [memberId],
    [
      { kind: 'phone', value: '+8613800138000', memberId },
      { kind: 'card', value: 'C1', memberId },
    ],
  );
  const found = await findByIdentifiers(pool, vault, [
    { kind: 'card', value: 'C1' },
    { kind: 'card', value: 'nobody' },
  ]);
  assert.deepEqual([...found], [['card\nC1', memberId]]);
  const row = (await membersById(pool, [memberId, 999_999])).get(memberId);
  assert.deepEqual(row, { ...newMember(memberId), status: 'active', mergedInto: null });
  const history = { verifiedAt: null, createdAt: AT, endedAt: null };
  assert.deepEqual((await identifiersOf(pool, vault, [memberId])).get(memberId), [
    { kind: 'card', value: 'C1', ...history },
    { kind: 'phone', value: '+8613800138000', ...history },
  ]);
  const { rows } = await pool.query('select identifiers::text as told from identifiers');
  for (const { told } of rows) assert.doesNotMatch(told, /13800138000/);
});

test('nothing asked, nothing found', async () => {
  assert.equal((await findByIdentifiers(pool, vault, [])).size, 0);
  assert.deepEqual(await allocateMemberIds(pool, 0), []);
  assert.deepEqual([...(await identifiersOf(pool, vault, []))], []);
});

test('20 batches that give the same cards at once: each card gets one owner', async () => {
  const cards = Array.from({ length: 30 }, (_, index) => `shared-${index}`);
  const wins = await Promise.all(
    Array.from({ length: 20 }, async (_, batch) => {
      const ids = await allocateMemberIds(pool, cards.length);
      const order = batch % 2 ? cards : cards.toReversed();
      const pairs = order.map((value, index) => ({ kind: 'card', value, memberId: ids[index]! }));
      return enrol(ids, pairs).then(
        () => true,
        (error: { code?: string }) => {
          assert.equal(error.code, '23505');
          return false;
        },
      );
    }),
  );
  assert.equal(wins.filter(Boolean).length, 1);
  const found = await findByIdentifiers(
    pool,
    vault,
    cards.map((value) => ({ kind: 'card', value })),
  );
  assert.equal((await membersById(pool, [...found.values()])).size, cards.length);
});

test('a row that is moved to another member or kind does not open', async () => {
  const ids = await allocateMemberIds(pool, 2);
  const [a, b] = ids as [number, number];
  await enrol(ids, [
    { kind: 'card', value: 'mine', memberId: a },
    { kind: 'phone', value: '+8613800138009', memberId: b },
  ]);
  await pool.query('update identifiers set member_id = $1 where member_id = $2', [b, a]);
  await assert.rejects(identifiersOf(pool, vault, [b]));
});

test('rows of before the vault are sealed in batches, and their table goes', async () => {
  await pool.query(`create table identifiers_plain as
    select 'card'::text as kind, 'old-' || n as value, 500000 + n / 2 as member_id,
      now() as created_at from generate_series(1, 2500) as n`);
  await Promise.all([sealPlainIdentifiers(pool, vault), sealPlainIdentifiers(pool, vault)]);
  assert.equal(await sealPlainIdentifiers(pool, vault), 0);
  const asked = [{ kind: 'card', value: 'old-2500' }];
  assert.deepEqual([...(await findByIdentifiers(pool, vault, asked)).values()], [501_250]);
  const both = (await identifiersOf(pool, vault, [500_001])).get(500_001);
  assert.deepEqual(both?.map(({ value }) => value).sort(), ['old-2', 'old-3']);
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
