/** Goal: the command as a person or a script runs it: a real process on a real data folder. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../platform/config.ts';
import { openApi } from './http-client.ts';

const program = fileURLToPath(new URL('../../bin/hachi.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'hachi-cli-'));
chmodSync(data, 0o755);
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

async function hachi(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
  const [out, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.once('close', done)),
  ]);
  return { out, errors, code };
}

/** Starts `serve --json` and waits for its one line. */
async function serving(folder: string) {
  const args = [program, 'serve', '--json', '--no-demo', '--data', folder, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  const ended = new Promise((done) => child.once('exit', done));
  const said = await new Promise<string>((done) => child.stdout.once('data', (d) => done(`${d}`)));
  return { child, ended, ...(JSON.parse(said) as { url: string; keyFile: string }) };
}

test('serve, use it from another process, Ctrl-C, and again after kill -9', async () => {
  const hub = await serving(data);
  const key = readFileSync(hub.keyFile, 'utf8').trim();
  const ready = await fetch(`${hub.url}/readyz`);
  assert.equal(ready.status, 200);
  const client = await openApi(readConfig({}, { data }), {});
  assert.equal(client.url, hub.url);
  assert.equal(client.key, key);
  await client.request('GET', '/openapi.json');
  await assert.rejects(client.request('GET', '/nowhere'), { status: 404 });

  const second = await hachi('serve', '--no-demo', '--data', data, '--port', '0');
  assert.equal(second.code, 3);
  assert.match(second.errors, /Another hub \(process \d+\) is running/);

  hub.child.kill('SIGKILL');
  await hub.ended;
  const next = await serving(data);
  assert.equal(readFileSync(next.keyFile, 'utf8').trim(), key);
  next.child.kill('SIGINT');
  assert.equal(await next.ended, 0);
  assert.ok(!existsSync(join(data, 'hub.json')));

  const alone = await openApi(readConfig({}, { data }), {});
  await alone.request('GET', '/openapi.json');
  await alone.close();
});

test('a taken port and an unreachable database get a sentence and exit 3', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => taken.once('listening', done));
  const { port } = taken.address() as { port: number };
  const one = await hachi('serve', '--no-demo', '--data', data, '--port', String(port));
  taken.close();
  assert.equal(one.code, 3);
  assert.match(one.errors, new RegExp(`Port ${port} .* is taken`));
  const two = await hachi('serve', '--database-url', 'postgres://a:b@127.0.0.1:1/x', '--json');
  assert.equal(two.code, 3);
  assert.equal(JSON.parse(two.errors).problems[0].code, 'database_unreachable');
});

test('what is mistyped gets the nearest right word and exit 2', async () => {
  const command = await hachi('serv');
  assert.deepEqual([command.code, command.out], [2, '']);
  assert.match(command.errors, /Did you mean: hachi serve/);
  const option = await hachi('serve', '--prot', '1');
  assert.equal(option.code, 2);
  assert.match(option.errors, /Did you mean --port\?/);
  const value = await hachi('serve', '--port', 'many', '--log-level', 'loud');
  assert.equal(value.code, 2);
  assert.match(value.errors, /--port[\s\S]*--log-level/);
});

test('help lists commands, options and exit codes', async () => {
  const all = await hachi('--help');
  assert.equal(all.code, 0);
  assert.match(all.out, /serve\s+run a hub/);
  const one = await hachi('serve', '--help');
  assert.match(one.out, /--port …[\s\S]*Exit codes[\s\S]*3 /);
});
