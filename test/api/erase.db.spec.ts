/**
 * Goal: erasing a person is one call. What the member had ends and the books stay; nobody is found
 * by the old phone; who comes back is somebody new, in every process.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { PROGRAM } from './program.ts';

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 19, 4) });
const other = await testHub({ beside: hub });
after(async () => {
  await other.stop();
  await hub.stop();
});
const phone = '+8613800138000';
const buy = (on: typeof hub, id: string, member: object) =>
  on.post('/v1/purchases', { id, member, store: 'S1', data: { total: 10_000 } });

test('everything ends, the books stay, and the person is nobody any more', async () => {
  const enrolled = await hub.post('/v1/members', {
    id: 'e1',
    member: { phone },
    attributes: { birthday: '03-05' },
    tags: ['council'],
  });
  const { member: id } = enrolled.body;
  assert.equal((await buy(hub, 'p1', { phone })).status, 201);
  // The other hub remembers whose phone it is.
  assert.equal((await buy(other, 'p2', { phone })).body.member, id);

  const dry = await hub.post(`/v1/members/${id}/erase?dryRun=true`, { id: 'x1' });
  assert.equal(dry.status, 200, JSON.stringify(dry.body));
  const erased = await hub.post(`/v1/members/${id}/erase`, { id: 'x1', reason: 'asked' });
  assert.equal(erased.status, 201, JSON.stringify(erased.body));
  const again = await hub.post(`/v1/members/${id}/erase`, { id: 'x2' });
  assert.equal(again.body.code, 'member_is_erased');

  const shown = await hub.get(`/v1/members/${id}`);
  assert.equal(shown.body.status, 'erased');
  assert.deepEqual(shown.body.identifiers, []);
  assert.deepEqual(shown.body.attributes, {});
  assert.deepEqual(shown.body.tags, []);
  for (const one of Object.values<{ active: number }>(shown.body.balances)) {
    assert.equal(one.active ?? 0, 0);
  }
  for (const table of ['identifiers', 'member_keys']) {
    const { rows } = await hub.pool.query(`select count(*)::int as n from ${table}`);
    assert.equal(rows[0].n, 0, table);
  }
  await proveHub(hub);
});

test('who buys again is new at every hub, and the old purchase may come back', async () => {
  const here = await buy(other, 'p3', { phone });
  const there = await buy(hub, 'p4', { phone });
  assert.equal(here.status, 201, JSON.stringify(here.body));
  assert.equal(there.status, 201, JSON.stringify(there.body));
  const { rows } = await hub.pool.query('select count(*)::int as n from members');
  assert.equal(rows[0].n, 2);
  const back = await hub.post('/v1/returns', { id: 'r1', data: { purchase: { id: 'p1' } } });
  assert.equal(back.status, 201, JSON.stringify(back.body));
  await proveHub(hub);
});

test('nobody is enrolled in order to be erased', async () => {
  const answer = await hub.post('/v1/events', {
    type: 'member.erased',
    id: 'x3',
    member: { phone: '+8613800138999' },
  });
  assert.equal(answer.status, 404, JSON.stringify(answer.body));
});
