/** Goal: whatever people and machines prove themselves with, the log of the hub never says it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/platform/clock.ts';
import { PROGRAM as DOCUMENT } from '../api/program.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { codeAt, enrol, PASSWORD, signIn, Visitor } from './visitor.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/hachi.ts', import.meta.url));
const ADMIN_KEY = 'hk_chosen_by_the_operator_5f2a9c';
const OIDC_SECRET = 'oidc-secret-77c1';

let database: TestDatabase;
let server: ChildProcess;
let log = '';
const data = mkdtempSync(join(tmpdir(), 'hachi-log-'));
const hub = { url: '', clock: systemClock as unknown as Visitor['hub']['clock'] };

function hachi(args: readonly string[]) {
  return spawn(process.execPath, [PROGRAM, ...args], {
    stdio: 'pipe',
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: database.url, HACHI_ADMIN_KEY: ADMIN_KEY },
      ...{ HACHI_OIDC_ISSUER: 'http://localhost:1', HACHI_OIDC_CLIENT_ID: 'hachi' },
      ...{ HACHI_OIDC_CLIENT_SECRET: OIDC_SECRET, HACHI_OIDC_ROLES: 'it=data' },
    },
  });
}

before(async () => {
  database = await testDatabase();
  const settings = ['--no-demo', '--port', '0', '--data', data, '--log-level', 'trace'];
  server = hachi(['serve', '--json', ...settings]);
  server.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const said = await new Promise<string>((done) =>
    server.stdout?.once('data', (chunk) => done(`${chunk}`)),
  );
  hub.url = (JSON.parse(said) as { url: string }).url;
});
after(async () => {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await ended;
  await database?.drop();
  rmSync(data, { recursive: true, force: true });
});

/** The one-time token of a new operator, made by the command. */
async function invited(email: string): Promise<string> {
  const words = ['operator', 'add', email, '--name', 'Mei Lin', '--role', 'data', '--data', data];
  const child = hachi([...words, '--url', hub.url]);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  assert.match(out, /^[\w-]{43}\n$/, errors);
  return out.trim();
}

test('signing in, keys and finding leave no secret in the log', async () => {
  const secrets = new Set([ADMIN_KEY, OIDC_SECRET, PASSWORD, 'a wrong password']);
  const key = { authorization: `Bearer ${ADMIN_KEY}` };
  const visitor = new Visitor(hub);
  const published = await visitor.send('PUT', '/v1/program', { document: DOCUMENT }, key);
  assert.equal(published.status, 200, JSON.stringify(published.body));
  const token = await invited('mei@harvest.example');
  secrets.add(token);
  await visitor.send('POST', '/v1/operators/password', { token, password: 'too weak 9' });
  await visitor.send('POST', '/v1/operators/password', { token, password: PASSWORD });
  const form = { email: 'mei@harvest.example', password: PASSWORD };
  await visitor.send('POST', '/v1/session', { ...form, password: 'a wrong password' });
  await visitor.send('POST', '/v1/session', { email: PASSWORD, password: 'x' });

  const mei = await signIn(hub, 'mei@harvest.example');
  const { secret, recoveryCodes } = await enrol(mei);
  const code = codeAt(secret, systemClock.now() + 30_000);
  const second = new Visitor(hub);
  await second.send('POST', '/v1/session', { ...form, code });
  await second.send('POST', '/v1/session', { ...form, recoveryCode: recoveryCodes[0] });
  for (const told of [secret, ...recoveryCodes, mei.csrfToken, second.csrfToken]) secrets.add(told);
  for (const { cookies } of [mei, second]) for (const value of cookies.values()) secrets.add(value);

  const asked = { name: 'till', permissions: ['members.read'] };
  const made = await visitor.send('POST', '/v1/keys', asked, key);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  secrets.add(made.body.key);
  const find = { identifiers: { phone: '+8613812345678', email: 'lan.zhang@mail.example' } };
  for (const value of Object.values(find.identifiers)) secrets.add(value);
  const person = { id: 'e1', member: { card: 'LAN-1', ...find.identifiers } };
  const enrolled = await visitor.send('POST', '/v1/members', person, key);
  assert.ok(enrolled.status < 300, JSON.stringify(enrolled.body));
  const found = await visitor.send('POST', '/v1/members/find', find, key);
  assert.equal(found.body.items?.length, 1, JSON.stringify(found.body));
  await visitor.send('POST', '/v1/members/find', { ...find, phone: '+8613812345678' }, key);
  await visitor.send('GET', '/v1/members?phone=%2B8613812345678', undefined, key);
  for (const held of [made.body.key, `${made.body.key}x`, ADMIN_KEY]) {
    const headers = { 'x-api-key': held };
    await visitor.send('POST', '/v1/members/find', find, headers);
    await visitor.send('GET', `/v1/nowhere?key=${held}&phone=%2B8613812345678`, undefined, headers);
    await visitor.send('GET', '/v1/session', undefined, {
      authorization: `Basic ${Buffer.from(`me:${held}`).toString('base64')}`,
    });
    secrets.add(Buffer.from(`me:${held}`).toString('base64'));
  }
  await visitor.send('GET', '/v1/session/sso');
  await visitor.send('GET', `/v1/session/sso/callback?code=${token}&state=${token}`);
  await fetch(`${hub.url}/v1/session`, {
    ...{ method: 'POST', body: `{"password":"${PASSWORD}"` },
    headers: { 'content-type': 'application/json' },
  });

  assert.match(log, /"msg":"answered"/, 'the log is on');
  for (const hidden of secrets) {
    assert.ok(!log.includes(hidden), `the log says ${hidden}`);
    assert.ok(!log.includes(encodeURIComponent(hidden)), `the log says ${hidden}`);
  }
  assert.ok(secrets.size > 20);
});
