/** Goal: rewards over HTTP and PostgreSQL: what is promised is there, and nobody gets it twice. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { settleHub } from '../settle-hub.ts';
import { PROGRAM } from './program.ts';

const rewards = [
  { id: 'mug', kind: 'goods', price: { points: 'star', amount: 100 }, stock: { total: 3 } },
  { id: 'last-bag', kind: 'goods', price: { points: 'star', amount: 100 }, stock: { total: 1 } },
];
const hub = await testHub({ program: { ...PROGRAM, rewards }, at: Date.UTC(2026, 5, 1) });
after(() => hub.stop());

async function give(card: string, amount: number): Promise<void> {
  const body = { currency: 'star', amount, reason: 'test' };
  assert.equal((await hub.post(`/v1/members/card:${card}/points/goodwill`, body)).status, 201);
}

const hold = (card: string, id: string, reward: string) =>
  hub.post(`/v1/members/card:${card}/redemptions/holds`, { id, reward });
const act = (what: string, card: string, data: object) =>
  hub.post(`/v1/redemptions/${what}`, { member: { card }, ...data });

test('held, committed, handed over, rolled back: the wallet follows', async () => {
  await give('anna', 150);
  const held = await hold('anna', 'r1', 'mug');
  assert.equal(held.status, 201);
  assert.deepEqual(held.body.points.star, { setAside: 100, active: 50, pending: 0, held: 100 });
  assert.equal(held.body.effects[0].kind, 'held');
  const spent = await act('commit', 'anna', { redemption: 'r1', operator: 'li' });
  assert.deepEqual(spent.body.points.star, { spent: 100, active: 50, pending: 0, held: 0 });
  const moved = await act('fulfilment', 'anna', { redemption: 'r1', to: 'used', store: 'S1' });
  assert.equal(moved.body.effects[0].to, 'used');
  const back = await act('rollback', 'anna', { redemption: 'r1', restock: true });
  assert.deepEqual(back.body.points.star, { restored: 100, active: 150, pending: 0, held: 0 });
  const again = await act('rollback', 'anna', { redemption: 'r1' });
  assert.deepEqual([again.status, again.body.code], [409, 'redemption_not_open']);
});

test('a hold that the task finds lapsed gives its unit back once', async () => {
  await give('bo', 100);
  await give('cai', 100);
  assert.equal((await hold('bo', 'bo-1', 'last-bag')).status, 201);
  const early = await hold('cai', 'cai-1', 'last-bag');
  assert.deepEqual([early.status, early.body.code], [409, 'reward_out_of_stock']);
  hub.clock.turnTo(hub.clock.now() + 16 * 60_000);
  await settleHub(hub);
  assert.equal((await hold('cai', 'cai-2', 'last-bag')).status, 201);
  assert.equal((await act('void', 'bo', { redemption: 'bo-1' })).status, 409);
  assert.equal((await hold('bo', 'bo-2', 'last-bag')).status, 409);
});

test('the books prove all of it', () => proveHub(hub));
