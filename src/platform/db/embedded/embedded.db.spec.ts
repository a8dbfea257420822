/** Goal: the built-in PostgreSQL starts, stops and survives what happens to laptops. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StartFailure } from '../../start-failure.ts';
import { startEmbedded } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'hachi-embedded-'));
chmodSync(root, 0o755);
after(() => rmSync(root, { recursive: true, force: true }));
const start = (dataDir: string, lines: string[] = []) =>
  startEmbedded({ dataDir, log: (line) => lines.push(line) });

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('data is kept between starts, and fsync is on', async () => {
  const dataDir = join(root, 'kept');
  const first = await start(dataDir);
  await ask(first.url, 'create table kept as select 42 as answer');
  assert.equal(await ask(first.url, 'show fsync'), 'on');
  await first.stop();
  const second = await start(dataDir);
  assert.equal(await ask(second.url, 'select answer from kept'), 42);
  await second.stop();
  await second.stop();
});

test('two run side by side, and a second hub on one folder is told so', async () => {
  const one = await start(join(root, 'one'));
  const two = await start(join(root, 'two'));
  assert.notEqual(one.url, two.url);
  await assert.rejects(start(join(root, 'one')), (error: StartFailure) => {
    assert.equal(error.code, 'data_folder_in_use');
    assert.match(error.message, new RegExp(`process ${process.pid}`));
    assert.match(error.fix, /--data/);
    return true;
  });
  assert.equal(await ask(one.url, 'select 1'), 1);
  await Promise.all([one.stop(), two.stop()]);
});

test('a killed server is started again at the same address', async () => {
  const server = await start(join(root, 'killed'));
  await ask(server.url, 'create table kept as select 7 as answer');
  process.kill(server.pid()!, 'SIGKILL');
  const answer = await eventually(() => ask(server.url, 'select answer from kept'));
  assert.equal(answer, 7);
  await server.stop();
});

test('after kill -9 of the hub, the next start takes over what it left', async () => {
  const dataDir = join(root, 'orphan');
  const door = fileURLToPath(new URL('./index.ts', import.meta.url));
  const script = `import { startEmbedded } from ${JSON.stringify(door)};
    const it = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
    console.log(it.url); setInterval(() => {}, 1000);`;
  const hub = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const url = await new Promise<string>((done) => hub.stdout.once('data', (d) => done(String(d))));
  await ask(url.trim(), 'create table kept as select 9 as answer');
  hub.kill('SIGKILL');
  await new Promise((done) => hub.once('exit', done));
  const lines: string[] = [];
  const next = await start(dataDir, lines);
  assert.equal(await ask(next.url, 'select answer from kept'), 9);
  assert.match(lines.join('\n'), /did not stop cleanly/);
  await next.stop();
});

test('a data folder of another major version is refused with what to do', async () => {
  const dataDir = join(root, 'old');
  await (await start(dataDir)).stop();
  writeFileSync(join(homeOf(dataDir), 'pgdata', 'PG_VERSION'), '15\n');
  await assert.rejects(start(dataDir), (error: StartFailure) => {
    assert.ok(error instanceof StartFailure);
    assert.match(error.message, /PostgreSQL 15/);
    return true;
  });
});

const asRoot = process.getuid?.() === 0;
test('as root, in a folder closed to others', { skip: !asRoot && 'needs root' }, async () => {
  const closed = mkdtempSync(join(root, 'closed-'));
  const lines: string[] = [];
  const server = await start(join(closed, 'data'), lines);
  const home = homeOf(join(closed, 'data'));
  try {
    assert.equal(await ask(server.url, 'select 1'), 1);
    assert.match(lines.join('\n'), /cannot enter/);
    await server.stop();
    chmodSync(closed, 0o755);
    const again = await start(join(closed, 'data'));
    assert.equal(homeOf(join(closed, 'data')), home);
    await again.stop();
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
});

function homeOf(dataDir: string): string {
  const note = join(dataDir, 'postgres.location');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(dataDir, 'postgres');
}

async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt > 400) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
