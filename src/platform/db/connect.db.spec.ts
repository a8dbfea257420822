/** Goal: values arrive in the shapes our code uses; a bad address is told in a sentence. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { checkDatabase, connect } from './connect.ts';
import { checkServerVersion } from './connect-failure.ts';
import { transaction } from './pool.ts';

const database = await testDatabase();
after(() => database.drop());

test('int8, timestamptz, date and their arrays', async () => {
  const found = await database.pool.query(
    `select 9007199254740991::int8 as big, array[1, null]::int8[] as bigs,
            timestamptz '2026-11-22 02:03:04.567+08' as moment, date '2026-11-22' as day,
            array[timestamptz '1970-01-01 00:00:01Z'] as moments`,
  );
  assert.deepEqual(found.rows[0], {
    big: Number.MAX_SAFE_INTEGER,
    bigs: [1, null],
    moment: Date.UTC(2026, 10, 21, 18, 3, 4, 567),
    day: '2026-11-22',
    moments: [1000],
  });
});

test('a session in another zone reads the same moment', async () => {
  await transaction(database.pool, async (client) => {
    await client.query(`set local timezone to 'Asia/Kolkata'`);
    const found = await client.query(`select timestamptz '2026-06-01 00:00:00Z' as moment`);
    assert.equal(found.rows[0].moment, Date.UTC(2026, 5, 1));
  });
});

test('a transaction that fails leaves nothing', async () => {
  await assert.rejects(
    transaction(database.pool, async (client) => {
      await client.query('create table left_behind ()');
      throw new Error('no');
    }),
    /no/,
  );
  const found = await database.pool.query(`select to_regclass('left_behind') is null as gone`);
  assert.equal(found.rows[0].gone, true);
});

test('a pipelined client answers in order', async () => {
  const client = await connect(database.url, { pipeline: true });
  const asked = Array.from({ length: 50 }, (_, n) => client.query('select $1::int as n', [n]));
  const answers = await Promise.all(asked);
  assert.deepEqual(
    answers.map((answer) => answer.rows[0].n),
    Array.from({ length: 50 }, (_, n) => n),
  );
  await client.end();
});

test('each way of not connecting has its sentence', async () => {
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return checkDatabase(url.href);
  };
  await assert.rejects(checkDatabase('postgres://a:b@127.0.0.1:1/x'), {
    code: 'database_unreachable',
    message: /127\.0\.0\.1:1\/x/,
  });
  await assert.rejects(
    wrong((url) => {
      url.password = 'wrong';
    }),
    { code: 'database_login_refused' },
  );
  await assert.rejects(
    wrong((url) => {
      url.pathname = '/nowhere';
    }),
    { code: 'database_missing' },
  );
  assert.throws(() => checkServerVersion(140_012, 'postgres://u:p@db/x'), {
    code: 'database_too_old',
    message: /PostgreSQL 14; Hachi needs 15/,
  });
  await checkDatabase(database.url);
});
