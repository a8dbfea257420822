/**
 * Goal: the key of the vault is replaced while people enrol, buy and are looked at: no request
 * fails, everything can be read, and nothing is left that the old key opens.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileKeys } from '../../src/platform/vault/index.ts';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { PROGRAM } from './program.ts';

const PEOPLE = 1_200;
const hub = await testHub({ program: PROGRAM, keysInFile: true });
after(() => hub.stop());
const phoneOf = (n: number) => `+86138${String(n).padStart(8, '0')}`;
const enrolment = (n: number) => ({
  type: 'member.enrolled',
  id: `e${n}`,
  member: { phone: phoneOf(n) },
});

test('no failed request, everything readable, the old key gone', async () => {
  for (let first = 0; first < PEOPLE; first += 400) {
    const people = Array.from({ length: 400 }, (_, n) => enrolment(first + n));
    assert.equal((await hub.post('/v1/events', people)).status, 200);
  }
  const store = fileKeys(hub.data);
  const [before] = await store.read();
  let rotating = true;
  let newcomers = PEOPLE;
  const failed: unknown[] = [];
  const note = (answer: { status: number; body: unknown }) => {
    if (answer.status >= 300) failed.push(answer.body);
  };
  const visitor = async (offset: number): Promise<void> => {
    for (let n = offset; rotating; n += 7) {
      const phone = phoneOf(n % PEOPLE);
      const data = { total: 1_000 };
      note(await hub.post('/v1/purchases', { id: `p${offset}-${n}`, member: { phone }, data }));
      note(await hub.get(`/v1/members/phone:${encodeURIComponent(phone)}?reveal=true`));
      note(await hub.post('/v1/events', enrolment(newcomers++)));
    }
  };
  const visitors = [0, 1, 2, 3].map(visitor);
  for (let round = 0; round < 3; round++) {
    const answer = await hub.post('/v1/vault/rotate', {});
    assert.deepEqual([answer.status, answer.body.done], [200, true], JSON.stringify(answer.body));
  }
  rotating = false;
  await Promise.all(visitors);
  assert.deepEqual(failed, []);

  const keys = await store.read();
  assert.equal(keys.length, 1);
  assert.notDeepEqual(keys[0], before);
  const text = readFileSync(join(hub.data, 'vault.keys'), 'utf8');
  assert.ok(!text.includes(Buffer.from(before as Uint8Array).toString('base64')));
  const { rows } = await hub.pool.query(
    `select (select count(*)::int from vault_keys) as names,
      (select count(distinct key_id)::int from member_keys) as used,
      (select count(*)::int from members m
        where not exists (select 1 from member_keys k where k.member_id = m.member_id)) as without`,
  );
  assert.deepEqual(rows, [{ names: 1, used: 1, without: 0 }]);
  for (let n = 0; n < newcomers; n += 97) {
    const phone = phoneOf(n);
    const shown = await hub.get(`/v1/members/phone:${encodeURIComponent(phone)}?reveal=true`);
    assert.equal(shown.body.identifiers[0].value, phone);
  }
  await proveHub(hub);
});

test('a hub whose keys are given by a setting says what to do first', async () => {
  const given = await testHub({ program: PROGRAM });
  const { status, body } = await given.post('/v1/vault/rotate', {});
  await given.stop();
  assert.deepEqual([status, body.code], [409, 'vault_key_same']);
});
