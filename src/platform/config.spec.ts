import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ConfigMistakes, environmentExample, readConfig } from './config.ts';

test('defaults, environment, flags: the later wins', () => {
  const config = readConfig({ HACHI_PORT: '9000', HACHI_DEMO: 'no' }, { port: '0' });
  assert.equal(config.port, 0);
  assert.equal(config.demo, false);
  assert.equal(config.data, './data');
  assert.equal(config.queueMax, 20_000);
  assert.ok(Object.isFrozen(config));
});

test('all mistakes are told together, each with its fix', () => {
  const wrong = {
    HACHI_PORT: '80a',
    HACHI_LOG_LEVEL: 'loud',
    HACHI_DATABASE: 'x',
    DATABASE_URL: 'mysql://x',
    HACHI_ADMIN_KEY: 'short',
  };
  assert.throws(
    () => readConfig(wrong, { demo: 'perhaps' }),
    (error: unknown) => {
      assert.ok(error instanceof ConfigMistakes);
      assert.deepEqual(error.problems.map((problem) => problem.path).sort(), [
        '--demo',
        'DATABASE_URL',
        'HACHI_ADMIN_KEY',
        'HACHI_DATABASE',
        'HACHI_LOG_LEVEL',
        'HACHI_PORT',
      ]);
      assert.ok(error.problems.every((problem) => problem.fix.length > 10));
      return true;
    },
  );
});

test('an unknown setting names the one that was meant', () => {
  assert.throws(
    () => readConfig({ HACHI_LOGLEVEL: 'info' }),
    (error: unknown) =>
      error instanceof ConfigMistakes && /HACHI_LOG_LEVEL/.test(error.problems[0]!.fix),
  );
});

test('.env.example is current', () => {
  const file = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  assert.equal(file, environmentExample(), 'run `node scripts/write-env-example.ts`');
});
