/** Goal: a code, and a recovery code, count once, also when twenty come at the same moment. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type TestDatabase, testDatabase } from '../../../../test/database.ts';
import { TurnedClock } from '../../../platform/clock.ts';
import { transaction } from '../../../platform/db/pool.ts';
import { AuditLog } from '../../audit/index.ts';
import { insertOperator } from '../operators/operator-store.ts';
import { type Credentials, credentialsOf } from './credential-store.ts';
import { SecondFactor, type SecondProof } from './second-factor.ts';

const EMAIL = 'mei@harvest.example';
const STEP = 30_000;
const clock = new TurnedClock(Date.UTC(2026, 0, 1));

let database: TestDatabase;
let factor: SecondFactor;
let secret = '';
let codes: string[] = [];

const codeAt = (at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

before(async () => {
  database = await testDatabase();
  const { pool } = database;
  factor = new SecondFactor({
    ...{ pool, clock, audit: new AuditLog(clock), secret: new Uint8Array(32) },
    ...{ sessions: { idleMs: 1, longestMs: 1 }, needsSecondFactor: true },
  });
  const given = { name: 'Mei', email: EMAIL, roles: [], status: 'active', createdBy: 'admin' };
  const operator = await insertOperator(pool, { ...given, status: 'active' }, clock.now());
  const id = operator?.id ?? 0;
  ({ secret } = await transaction(pool, (client) => factor.begin(client, id, EMAIL)));
  codes = await transaction(pool, (client) => factor.confirm(client, id, codeAt(clock.now())));
});
after(() => database?.drop());

async function check(proof: SecondProof): Promise<boolean> {
  return factor.check((await credentialsOf(database.pool, EMAIL)) as Credentials, proof);
}

async function crowd(proof: SecondProof): Promise<number> {
  const all = await Promise.all(Array.from({ length: 20 }, () => check(proof)));
  return all.filter(Boolean).length;
}

test('the code that confirmed the secret does not count again', async () => {
  assert.equal(await check({ code: codeAt(clock.now()) }), false);
});

test('of twenty with one code, one is let in', async () => {
  clock.turnTo(clock.now() + STEP);
  assert.equal(await crowd({ code: codeAt(clock.now()) }), 1);
});

test('of twenty with one recovery code, one is let in', async () => {
  assert.equal(await crowd({ recoveryCode: String(codes[0]) }), 1);
  assert.equal(await crowd({ recoveryCode: String(codes[0]) }), 0);
  assert.equal(await crowd({ recoveryCode: 'aaaa-aaaa-aaaa-aaaa' }), 0);
});

test('a phone may be a step late or early, and never goes back', async () => {
  clock.turnTo(clock.now() + 10 * STEP);
  const now = clock.now();
  assert.equal(await check({ code: codeAt(now - 2 * STEP) }), false);
  assert.equal(await check({ code: codeAt(now - STEP) }), true);
  assert.equal(await check({ code: codeAt(now + STEP) }), true);
  assert.equal(await check({ code: codeAt(now) }), false, 'a later one has counted');
});

test('the secret in the database opens only for its operator', async () => {
  const { rows } = await database.pool.query('select totp_secret from access_operators');
  const found = (await credentialsOf(database.pool, EMAIL)) as Credentials;
  assert.ok(!rows[0].totp_secret.includes(Buffer.from(Secret.fromBase32(secret).bytes)));
  clock.turnTo(clock.now() + 10 * STEP);
  const moved = { ...found, id: found.id + 1 };
  await assert.rejects(factor.check(moved, { code: codeAt(clock.now()) }));
});
