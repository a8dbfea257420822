/** Goal: background work is done, tried again, kept over a stop, and not done twice. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { openLog } from './log.ts';
import { startTasks, type Task } from './tasks.ts';

const database = await testDatabase();
after(() => database.drop());
const log = openLog('silent');
const start = (tasks: Record<string, Task>) =>
  startTasks({ url: database.url, tasks, cron: [{ name: 'tick', everyMinutes: 5 }], log });

test('a task added is done, with its payload', async () => {
  const done = Promise.withResolvers<unknown>();
  const tasks = await start({ tick: async () => {}, note: async (it) => done.resolve(it) });
  await tasks.add('note', { page: 3 });
  assert.deepEqual(await done.promise, { page: 3 });
  await tasks.stop();
});

test('what waits is done by the next hub, once', async () => {
  const first = await start({ tick: async () => {} });
  await first.add('later', { n: 1 }, { once: 'later' });
  await first.add('later', { n: 2 }, { once: 'later' });
  await first.stop();
  const seen: unknown[] = [];
  const done = Promise.withResolvers<void>();
  const second = await start({
    tick: async () => {},
    later: async (it) => {
      seen.push(it);
      done.resolve();
    },
  });
  await done.promise;
  await second.stop();
  assert.deepEqual(seen, [{ n: 2 }]);
});
