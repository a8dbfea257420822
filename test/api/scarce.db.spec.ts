/** Goal: what is given back of a scarce thing is there for the next one, whoever's turn gave it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const HOUR = 3_600_000;
const price = { points: 'coin', amount: 10 };
const rewards = [
  { id: 'first', kind: 'goods', price, stock: { total: 1 }, hold: 'PT1H' },
  { id: 'second', kind: 'goods', price, stock: { total: 2 }, hold: 'PT1H' },
];
const points = { ...PROGRAM.points, coin: { ...PROGRAM.points.coin, transfer: true } };
const document = { ...PROGRAM, points, rewards };
const hub = await testHub({ program: document, at: Date.UTC(2026, 5, 1, 4) });
after(() => hub.stop());

const give = (card: string) =>
  hub.post(`/v1/members/card:${card}/points/goodwill`, {
    currency: 'coin',
    amount: 100,
    reason: 'spec',
  });
const hold = (id: string, card: string, reward: string) => ({
  id,
  type: 'reward.hold',
  member: { card },
  data: { reward },
});
const send = (event: object) => hub.post('/v1/events', event);
for (const card of ['ann', 'bob', 'cyd']) await give(card);

test('a hold of the receiver of a transfer that has run out frees its unit', async () => {
  assert.equal((await send(hold('h1', 'bob', 'first'))).status, 201);
  assert.equal((await send(hold('h2', 'cyd', 'first'))).status, 409);
  hub.clock.turnTo(hub.clock.now() + 2 * HOUR);
  const gift = { currency: 'coin', amount: 1 };
  const transfer = { id: 't1', type: 'points.transfer', data: gift };
  await send({ ...transfer, member: { card: 'ann' }, to: { card: 'bob' } });
  assert.equal((await send(hold('h3', 'cyd', 'first'))).status, 201);
});

test('a unit is had in a batch in which another one comes back later', async () => {
  assert.equal((await send(hold('s1', 'bob', 'second'))).status, 201);
  hub.clock.turnTo(hub.clock.now() + 2 * HOUR);
  const visit = { id: 'v1', type: 'visit', member: { card: 'bob' } };
  const { status, body } = await hub.post('/v1/events', {
    events: [hold('s2', 'cyd', 'second'), visit],
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.doesNotMatch(JSON.stringify(body), /out_of_stock/);
});
