/** Goal: members are found by what is known whole, listed by what is shown, never by a mask. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PROGRAM } from '../../../test/api/program.ts';
import { type TestHub, testHub } from '../../../test/hub.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;
const MEMBERS = 12;

let hub: TestHub;

before(async () => {
  hub = await testHub({ program: PROGRAM, at: NOW });
  for (let n = 0; n < MEMBERS; n++) {
    const answer = await hub.post('/v1/members', {
      ...{ id: `e${n}`, member: { card: `C${n}`, phone: `+86138001380${10 + n}` } },
      happenedAt: new Date(NOW - (MEMBERS - n) * DAY).toISOString(),
      attributes: { language: n % 3 === 0 ? 'zh' : 'en' },
      tags: n % 2 === 0 ? ['even'] : [],
    });
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
  }
});
after(() => hub.stop());

async function find(body: unknown) {
  const { status, body: found } = await hub.post('/v1/members/find', body);
  assert.equal(status, 200, JSON.stringify(found));
  return found;
}

async function idsOf(body: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await find({ ...body, ...(cursor && { cursor }) });
    ids.push(...page.items.map(({ id }: { id: string }) => id));
    if (page.next === null) return ids;
    cursor = page.next;
  }
}

test('a whole identifier finds its member, however written, and shows it masked', async () => {
  const { items } = await find({ identifiers: { phone: '+86 138 0013 8013' } });
  assert.equal(items.length, 1);
  assert.equal(items[0].attributes.language, 'zh');
  assert.ok(!JSON.stringify(items).includes('13800138013'));
  assert.deepEqual((await find({ identifiers: { card: 'NOBODY' } })).items, []);
});

test('pages of a list give every member once, forwards and backwards', async () => {
  const all = await idsOf({ limit: 100 });
  assert.equal(all.length, MEMBERS);
  assert.deepEqual(await idsOf({ limit: 5 }), all);
  assert.deepEqual(await idsOf({ limit: 5, sort: '-id' }), all.toReversed());
});

test('filters leave out the rest and nothing else', async () => {
  const all = await idsOf({ limit: 100 });
  const where = { tag: 'even', attributes: { language: 'zh' } };
  const wanted = all.filter((_, n) => n % 6 === 0);
  assert.deepEqual(await idsOf({ where, limit: 1 }), wanted);
  const joinedFrom = new Date(NOW - 3 * DAY).toISOString();
  assert.deepEqual(await idsOf({ where: { joinedFrom } }), all.slice(-3));
  assert.deepEqual(await idsOf({ where: { status: 'left' } }), []);
  assert.deepEqual(await idsOf({ where: { tiers: { status: 'member' } } }), all);
});

test('nothing is filtered or sorted by what is masked', async () => {
  for (const body of [
    { where: { phone: '+8613800138010' } },
    { where: { 'identifiers.card': 'C1' } },
    { where: { attributes: { email: 'ming@example.com' } } },
    { where: { name: 'Ming' } },
    { sort: 'phone' },
    { sort: '-email' },
  ]) {
    const { status, body: refusal } = await hub.post('/v1/members/find', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.equal(refusal.code, 'field_masked');
  }
  const unknown = await hub.post('/v1/members/find', { where: { statsu: 'active' } });
  assert.equal(unknown.body.code, 'unknown_field');
  assert.match(unknown.body.fix, /status/);
});

test('whoever is in an answer is noted as read; a refusal notes nothing', async () => {
  const noted = async () =>
    (await hub.pool.query('select subject from audit_log where action = $1', ['members.read']))
      .rowCount ?? 0;
  const before = await noted();
  await find({ limit: 4 });
  await hub.post('/v1/members/find', { sort: 'phone' });
  assert.equal((await noted()) - before, 4);
});
