/** Goal: who may be one person is found, merged by a rule or by a person, and remembered. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../api/program.ts';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1, 4) });
after(() => hub.stop());

const PHONE = '+8613800138000';
let count = 0;
async function enrol(card: string): Promise<string> {
  const body = { id: `m${++count}`, type: 'member.enrolled', member: { card }, data: {} };
  return (await hub.post('/v1/events', body)).body.member;
}
const learn = (id: string, body: object) => hub.post(`/v1/members/${id}/known`, body);
const phone = (value = PHONE) => ({ kind: 'phone', value, verified: true });
const status = async (id: string) => (await hub.get(`/v1/members/${id}`)).body.status;

test('one verified phone and one name: merged by the rule, with the evidence', async () => {
  const [one, other] = [await enrol('a1'), await enrol('a2')];
  await learn(one, { name: '王伟', birthday: '1980-04-03', identifiers: [phone()] });
  const found = await learn(other, { name: '王 伟', identifiers: [phone('+86 138 0013 8000')] });
  assert.equal(found.status, 200, JSON.stringify(found.body));
  const [pair] = found.body.items;
  assert.deepEqual([pair.state, pair.rule, pair.decidedBy], ['merged', 'phone', 'rule:phone']);
  assert.equal(await status(other), 'merged');
  const { rows } = await hub.pool.query("select data from events where type = 'member.merged'");
  assert.match(rows[0].data, /both proved/);
  // Parted by a person: the same finding does not merge them again.
  await hub.post(`/v1/members/${one}/unmerge`, { id: 'u1', to: { id: other } });
  await learn(other, { address: '1 Oak Street' });
  assert.equal(await status(other), 'active');
});

test('a family on one phone is shown, and what is decided of it is remembered', async () => {
  const [tom, eva] = [await enrol('t1'), await enrol('e1')];
  const home = { address: '7 Mill Street', identifiers: [phone('+8613911112222')] };
  await learn(tom, { name: 'Tom Hill', birthday: '1990-01-02', ...home });
  await learn(eva, { name: 'Eva Hill', birthday: '1990-01-02', ...home });
  assert.equal(await status(eva), 'active');
  const { body } = await hub.get('/v1/members/duplicates');
  const [pair] = body.items;
  assert.ok(pair, JSON.stringify(body));
  assert.deepEqual(pair.members, [tom, eva]);
  assert.equal(pair.evidence.given, 'different');
  const decide = (decision: string) =>
    hub.post(`/v1/members/duplicates/${encodeURIComponent(pair.pair)}`, { decision });
  assert.equal((await decide('different')).body.state, 'different');
  assert.equal((await decide('merge')).body.code, 'duplicate_decided');
  await learn(eva, { name: 'Eva Hill', ...home });
  assert.deepEqual((await hub.get('/v1/members/duplicates')).body.items, []);
});

test('no value that was told is in the database', async () => {
  await learn(await enrol('z1'), { name: 'Zebulon Quackenbush', address: 'Hidden Lane 99' });
  for (const table of ['member_sketches', 'match_tokens', 'duplicates', 'events', 'access_log']) {
    const known = await hub.pool.query('select to_regclass($1) as there', [table]);
    if (!known.rows[0].there) continue;
    const { rows } = await hub.pool.query(`select t::text as text from ${table} t`);
    const text = rows.map((row) => row.text).join('\n');
    assert.doesNotMatch(text, /zebulon|quackenbush|hidden lane|13800138000|王伟/i, table);
  }
});

test('what makes no sense is refused', async () => {
  const code = async (answer: ReturnType<typeof learn>) => (await answer).body.code;
  assert.equal(await code(learn('mem_999999', { name: 'Nobody' })), 'member_unknown');
  assert.equal(await code(learn('phone:1', { name: 'Nobody' })), 'member_id_unreadable');
  const decide = (pair: string) =>
    hub.post(`/v1/members/duplicates/${pair}`, { decision: 'merge' });
  assert.equal(await code(decide('mem_1%2Bmem_99')), 'duplicate_unknown');
  const weak = {
    ...PROGRAM,
    identity: { match: [{ id: 'tablet', by: 'device', do: 'merge' }] },
  };
  const { body } = await hub.post('/v1/program/validate', { document: weak });
  assert.match(JSON.stringify(body), /match_by_weak/);
  await proveHub(hub);
});
