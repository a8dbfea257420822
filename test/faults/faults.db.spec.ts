/** Goal: what a client was told is so, though the hub and its database were killed meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFaults } from './run.ts';

test('a kill of Node and one of PostgreSQL under load lose and double nothing', async () => {
  const pause = { least: 500, most: 1_200 };
  const report = await runFaults({ seed: 2, kills: 2, clients: 2, pause, log: () => {} });
  assert.deepEqual(report.problems, []);
  assert.ok(report.killedNode > 0 && report.killedPostgres > 0);
  assert.ok(report.accepted > 0);
});
