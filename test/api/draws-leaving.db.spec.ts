/** Goal: who has left by the time of a draw takes no part in it, whether or not a task has run. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { PROGRAM } from './program.ts';

const seed = 'the first frost of 2026';
const seal = createHash('sha256').update(seed).digest('hex');
const trip = {
  ...{ id: 'trip', kind: 'partner', price: { points: 'star', amount: 10 }, stock: { total: 3 } },
  draw: { until: '2026-06-10', seal, within: 'P7D', claim: 'P2D' },
};
const points = Object.fromEntries(Object.keys(PROGRAM.points).map((id) => [id, 'forfeit']));
const leaving = {
  ...{ wait: 'P2D', points, coupons: 'forfeit', tier: 'ends', open: 'void', confirm: [] },
};
const START = Date.UTC(2026, 5, 9);
const hub = await testHub({ program: { ...PROGRAM, rewards: [trip], leaving }, at: START });
after(() => hub.stop());

test('of three who enter, one has left: two win', async () => {
  for (const card of ['ann', 'bob', 'eve']) {
    const gift = { currency: 'star', amount: 10, reason: 'test' };
    await hub.post(`/v1/members/card:${card}/points/goodwill`, gift);
    const path = `/v1/members/card:${card}/redemptions/holds`;
    assert.equal((await hub.post(path, { id: `e-${card}`, reward: 'trip' })).status, 201);
  }
  const happenedAt = new Date(START).toISOString();
  const said = { source: 'app', id: 'l1', type: 'member.leave', happenedAt, data: {} };
  const asked = await hub.post('/v1/events', { ...said, member: { card: 'bob' } });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  hub.clock.turnTo(START + 3 * 86_400_000);
  const { body } = await hub.post('/v1/rewards/trip/draw', { seed });
  assert.deepEqual([body.entries, body.winners, body.more], [2, 2, false], JSON.stringify(body));
});

test('the books prove all of it', () => proveHub(hub));
