/** Goal: a read ends in time; what writes is not cut off halfway. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openLog } from '../log.ts';
import { openMetrics } from '../metrics.ts';
import { ADMIN } from './caller.ts';
import { createServer } from './server.ts';

const app = await createServer({
  config: { bodyBytesMax: 10_000, readSecondsMax: 1 },
  log: openLog('silent'),
  metrics: openMetrics({ ofProcess: false }),
  authenticators: [() => ADMIN],
});
const config = { permission: 'any' };
const slow = async () => wait(1_200, { ok: true });
app.get('/slow', { config }, slow);
app.get('/stream', { config: { ...config, isStream: true } }, slow);
app.post('/write', { config }, slow);
await app.ready();
after(() => app.close());

test('a read that takes too long is answered 503', async () => {
  const answer = await app.inject('/slow');
  assert.deepEqual([answer.statusCode, answer.json().code], [503, 'read_too_long']);
  assert.equal(answer.headers['retry-after'], '5');
});

test('writes and streams take as long as they take', async () => {
  const [written, streamed] = await Promise.all([
    app.inject({ method: 'POST', url: '/write' }),
    app.inject('/stream'),
  ]);
  assert.deepEqual([written.statusCode, streamed.statusCode], [200, 200]);
});
