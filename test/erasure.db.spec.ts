/**
 * Goal: after an erasure nothing of a person can be found anywhere. The hub runs as an operator
 * runs it, on a folder of its own; then it is stopped, and every file of that folder (tables,
 * indexes, the write-ahead log, logs of the server, keys) is searched, in every writing that a
 * value could lie in. What is never written in the clear cannot lie in an old page either.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '../src/platform/db/embedded/index.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { Hub } from './faults/hub.ts';

const hub = new Hub('trace');
after(async () => {
  await hub.stop();
  hub.remove();
});

/** Long enough not to lie anywhere by chance. */
const VALUES = [
  '+8613977712345',
  'muyang.hao.4711@example.com',
  'CARD-ERASE-0815-4711',
  'Hǎo-Mùyáng-Vault-Person',
  'Jiefang-Lu-4711-Vault-Road',
  '1987-11-29',
];
/** Said in an event, in the clear: the search has to find it. */
const CONTROL = 'a-visit-4711-in-the-clear';
const [phone, email, card, name, address, birthDate] = VALUES;

/** The same value as text, hexadecimal, base64 at each of its offsets, and in two-byte units. */
function writings(value: string): [string, Buffer][] {
  const plain = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset): [string, Buffer] => {
    const text = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64');
    const inner = text.slice(offset === 0 ? 0 : 4, text.length - 4);
    return [`base64 at ${offset}`, Buffer.from(inner)];
  });
  return [
    ['plain', plain],
    ['hex', Buffer.from(plain.toString('hex'))],
    ['HEX', Buffer.from(plain.toString('hex').toUpperCase())],
    ['UTF-16LE', Buffer.from(value, 'utf16le')],
    ['UTF-16BE', Buffer.from(value, 'utf16le').swap16()],
    ...base64,
  ];
}

function found(values: readonly string[]): string[] {
  const sought = values.flatMap((value) =>
    writings(value).map(([how, bytes]) => ({ what: `${value} (${how})`, bytes })),
  );
  return globSync('**/*', { cwd: hub.folder }).flatMap((path) => {
    const file = join(hub.folder, path);
    if (!statSync(file).isFile()) return [];
    const content = readFileSync(file);
    return sought
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ what }) => `${path}: ${what}`);
  });
}

/** Every row of every table as text, as a dump has it: pages may lie compressed in their files. */
async function dump(): Promise<string> {
  const server = await startEmbedded({ dataDir: hub.folder, log: () => {} });
  const pool = openPool(server.url, { name: 'dump' });
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
        where c.relkind = 'r' and c.relnamespace not in
          ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await pool.end();
    await server.stop();
  }
}

/** Asks for all that is known of a member, and waits until it lies ready. */
async function exported(id: string): Promise<void> {
  const asked = await send('POST', `/v1/members/${id}/export`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const url = `${hub.url}/v1/data-requests/${(asked.body as unknown as { id: string }).id}/export`;
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${hub.key}` } });
    const text = await answer.text();
    if (answer.ok) {
      assert.ok(text.includes(String(phone)), 'the export has what will be sought');
      return;
    }
    await sleep(50);
  }
  assert.fail('the export was never ready');
}

async function send(method: string, path: string, body: unknown, key?: string) {
  const headers = {
    authorization: `Bearer ${hub.key}`,
    'content-type': 'application/json',
    ...(key ? { 'idempotency-key': key } : {}),
  };
  const answer = await fetch(`${hub.url}${path}`, { method, headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { member: string } };
}

const sealed = { keep: 'sealed', purpose: 'A test' };
const PROGRAM = {
  program: 'erasure',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: 'never' } },
  earning: [
    {
      id: 'base',
      on: 'purchase',
      earn: { points: 'star', per: { spend: '1.00', of: 'line.net' } },
    },
  ],
  profile: {
    fields: { name: sealed, address: sealed, birthDate: { ...sealed, format: 'date' } },
  },
  intake: { identify: ['card', 'phone', 'email'], unknown: 'enrol' },
};

test('nothing of an erased person lies in any file of the hub', async () => {
  await hub.start();
  const published = await send('PUT', '/v1/program', { document: PROGRAM });
  assert.equal(published.status, 200, JSON.stringify(published.body));
  const profile = { name, address, birthDate };
  const enrolled = await send(
    'POST',
    '/v1/members',
    { member: { phone, email, card }, profile },
    'k1',
  );
  assert.equal(enrolled.status, 201, JSON.stringify(enrolled.body));
  const id = enrolled.body.member;
  await send(
    'POST',
    '/v1/purchases',
    { id: 'p1', member: { phone }, data: { total: 5_000 } },
    'k2',
  );
  // A return whose purchase nobody knows waits, and so does what it says of a person.
  await send('POST', '/v1/returns', {
    id: 'r1',
    member: { email },
    data: { purchase: { id: 'p9' } },
  });
  await send('POST', '/v1/returns', {
    ...{ id: 'r2', member: { card: `${card}-X` }, data: { purchase: { id: 'p8' } } },
  });
  await send('POST', '/v1/events', { type: 'visit', member: { phone }, data: { note: CONTROL } });
  const operation = { op: '1', type: 'purchase', happenedAt: new Date().toISOString() };
  const till = {
    till: 'T1',
    operations: [{ ...operation, member: { phone }, data: { total: 100 } }],
  };
  await send('POST', '/v1/offline/operations', till);
  // Refused, and answered again by its key.
  await send('POST', '/v1/members', { member: { phone, nobody: card }, profile }, 'k3');
  await send('POST', '/v1/members', { member: { phone: `${phone}x${name}` }, profile }, 'k4');
  await exported(id);
  await send('POST', `/v1/members/${id}/erase`, { id: 'x' }).then(({ status, body }) =>
    assert.equal(status, 201, JSON.stringify(body)),
  );
  const proof = await hub.run('verify', '--json', '--url', hub.url, '--key', hub.key);
  assert.equal(proof.code, 0, proof.said);
  await hub.stop();
  const files = globSync('**/*', { cwd: hub.folder });
  assert.ok(
    files.some((path) => path.includes('pg_wal')),
    'the write-ahead log is there',
  );
  assert.deepEqual(found(VALUES), []);
  assert.notDeepEqual(found([CONTROL]), [], 'what lies in the clear is found');
  const said = { printed: hub.printed, dump: await dump() };
  assert.ok(said.printed.includes('/erase'), 'the log tells requests');
  assert.ok(said.dump.includes(CONTROL), 'the dump has what lies in the clear');
  for (const [where, text] of Object.entries(said)) {
    const there = VALUES.filter((value) =>
      writings(value).some(([, bytes]) => text.includes(bytes.toString('latin1'))),
    );
    assert.deepEqual(there, [], where);
    assert.deepEqual(
      VALUES.filter((value) => text.includes(value)),
      [],
      where,
    );
  }
});
