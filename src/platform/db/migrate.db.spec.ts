/** Goal: any number of hubs may migrate at once, and a wrong history is told, not run over. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { describeSchema } from '../../../scripts/schema-catalog.ts';
import { testDatabase } from '../../../test/database.ts';
import { StartFailure } from '../start-failure.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { readMigrations } from './migrations.ts';

const empty = await testDatabase({ empty: true });
const cloned = await testDatabase();
after(async () => {
  await empty.drop();
  await cloned.drop();
});

test('20 hubs that migrate at once write one history', async () => {
  const done = await Promise.all(Array.from({ length: 20 }, () => migrate(empty.url)));
  const names = readMigrations().map((migration) => migration.name);
  assert.deepEqual(done.flat().sort(), names);
  const rows = await appliedMigrations(empty.pool);
  assert.deepEqual(
    rows.map((row) => row.name),
    names,
  );
  assert.deepEqual(await migrate(empty.url), []);
});

test('a changed file is refused', async () => {
  const changed = readMigrations().map((one) => ({ ...one, checksum: 'other' }));
  await assert.rejects(migrate(cloned.url, changed), { code: 'migration_changed' });
});

test('a failed migration leaves nothing behind', async () => {
  const wrong = {
    version: 999_999,
    name: 'x',
    sql: 'create table t (); select 1/0',
    checksum: 'x',
  };
  const all = [...readMigrations(), { ...wrong, breaking: true }];
  await assert.rejects(migrate(cloned.url, all), /migration x failed: division by zero/);
  const left = await cloned.pool.query(`select to_regclass('t') is null as gone`);
  assert.equal(left.rows[0].gone, true);
});

test('a database that a newer hub changed is refused only when the change breaks us', async () => {
  const insert = `insert into platform_migrations (version, name, checksum, breaking)
    values ($1::int, 'future', 'x', $2::boolean)`;
  await cloned.pool.query(insert, [900_001, false]);
  assert.deepEqual(await migrate(cloned.url), []);
  await cloned.pool.query(insert, [900_002, true]);
  await assert.rejects(migrate(cloned.url), (error: unknown) => {
    assert.ok(error instanceof StartFailure);
    return error.code === 'database_ahead';
  });
});

test('sql/schema.sql is current', async () => {
  const file = readFileSync(new URL('../../../sql/schema.sql', import.meta.url), 'utf8');
  assert.equal(file, await describeSchema(empty.pool), 'run `node scripts/dump-schema.ts`');
});
