/** Goal: many at once over real HTTP; of those who want the same thing exactly one gets it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const hub = await testHub({ program: PROGRAM, at: Date.UTC(2026, 5, 1) });
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

const WAYS = 20;

/** The same moment for all: half of them at one hub, half at the other. */
function atOnce(count: number, work: (one: typeof hub, index: number) => Promise<Answer>) {
  return Promise.all(
    Array.from({ length: count }, (_, index) => work(index % 2 ? second : hub, index)),
  );
}

function statuses(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function give(card: string, points: number): Promise<void> {
  const body = { currency: 'star', amount: points, reason: 'test' };
  const given = await hub.post(`/v1/members/card:${card}/points/goodwill`, body);
  assert.equal(given.status, 201);
}

async function active(card: string, currency = 'star'): Promise<number> {
  const { body } = await hub.get(`/v1/members/card:${card}/balances`);
  return body.currencies[currency].active;
}

test('50 spends of 100 from 100 points: exactly one succeeds', async () => {
  await give('spender', 100);
  const answers = await atOnce(50, (one, index) =>
    one.post('/v1/members/card:spender/points/spends', {
      id: `spend-${index}`,
      currency: 'star',
      amount: 100,
    }),
  );
  assert.deepEqual(statuses(answers), { 201: 1, 409: 49 });
  const codes = new Set(answers.map(({ body }) => body.code));
  assert.deepEqual([...codes].sort(), ['points_insufficient', undefined].sort());
  assert.equal(await active('spender'), 0);
});

test('the same event 20 times: it counts once and everybody hears the first answer', async () => {
  const purchase = {
    id: 'same',
    happenedAt: '2026-05-01T10:00:00+08:00',
    member: { card: 'same' },
    data: { total: 5_000 },
  };
  const answers = await atOnce(WAYS, (one) => one.post('/v1/purchases', purchase));
  assert.deepEqual(statuses(answers), { 200: WAYS - 1, 201: 1 });
  const told = new Set(
    answers.map(({ body: { duplicate: _, ...answer } }) => JSON.stringify(answer)),
  );
  assert.equal(told.size, 1);
  const { body } = await hub.get('/v1/members/card:same');
  assert.equal(body.purchases.count, 1);
  assert.equal(body.balances.growth.active, 50);
});

test('one id with 20 contents: one is taken, the others are conflicts', async () => {
  const answers = await atOnce(WAYS, (one, index) =>
    one.post('/v1/purchases', {
      id: 'reused',
      happenedAt: '2026-05-01T10:00:00+08:00',
      member: { card: `reused-${index}` },
      data: { total: 1_000 + index },
    }),
  );
  assert.deepEqual(statuses(answers), { 201: 1, 409: WAYS - 1 });
  const refused = answers.filter(({ status }) => status === 409);
  assert.ok(refused.every(({ body }) => body.code === 'event_id_reused' && body.path === '/id'));
});

test('one receipt by 20 members: one earns', async () => {
  const answers = await atOnce(WAYS, (one, index) =>
    one.post('/v1/purchases', {
      id: `receipt-${index}`,
      store: 'S1',
      member: { card: `receipt-${index}` },
      data: { receipt: 'R-1', total: 1_000 },
    }),
  );
  assert.deepEqual(statuses(answers), { 201: 1, 409: WAYS - 1 });
  const refused = answers.filter(({ status }) => status === 409);
  assert.ok(refused.every(({ body }) => body.code === 'receipt_already_used'));
});

test('an unclaimed purchase that 20 members claim: one gets it', async () => {
  const kept = await hub.post('/v1/purchases', { id: 'till', data: { total: 7_700 } });
  assert.equal(kept.body.status, 'unclaimed');
  const answers = await atOnce(WAYS, (one, index) =>
    one.post('/v1/purchases/claims', {
      id: `claim-${index}`,
      member: { card: `claimer-${index}` },
      purchase: { id: 'till' },
    }),
  );
  assert.deepEqual(statuses(answers), { 201: 1, 409: WAYS - 1 });
  const [won] = answers.filter(({ status }) => status === 201);
  assert.equal(won?.body.points.star.earned, 77);
  const { body } = await hub.get('/v1/events/api/till');
  assert.equal(body.member, won?.body.member);
});

test('a hold committed and voided 20 times over: one of them counts', async () => {
  await give('holder', 100);
  const path = '/v1/members/card:holder/points/holds';
  const held = await hub.post(path, { id: 'hold', currency: 'star', amount: 60 });
  assert.equal(held.body.points.star.active, 40);
  const answers = await atOnce(WAYS, (one, index) =>
    one.post(index % 4 < 2 ? '/v1/holds/commit' : '/v1/holds/void', {
      id: `end-${index}`,
      member: { card: 'holder' },
      hold: 'hold',
    }),
  );
  assert.deepEqual(statuses(answers), { 201: 1, 409: WAYS - 1 });
  const committed = answers.some(({ status, body }) => status === 201 && /commit/.test(body.type));
  assert.equal(await active('holder'), committed ? 40 : 100);
});

test('20 members pass points around in a circle: nothing appears, nothing is lost', async () => {
  const ring = Array.from({ length: WAYS }, (_, index) => `ring-${index}`);
  await Promise.all(ring.map((card) => give(card, 10)));
  const answers = await atOnce(WAYS * 3, (one, index) =>
    one.post(`/v1/members/card:${ring[index % WAYS]}/points/transfers`, {
      id: `pass-${index}`,
      currency: 'star',
      amount: 4,
      to: { card: ring[(index + 7) % WAYS] },
    }),
  );
  assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  const sums = await Promise.all(ring.map((card) => active(card)));
  assert.equal(
    sums.reduce((sum, points) => sum + points, 0),
    10 * WAYS,
  );
  assert.ok(sums.every((points) => points >= 0));
});

test('one newcomer in 20 events: one member', async () => {
  const answers = await atOnce(WAYS, (one, index) =>
    one.post('/v1/events', { id: `new-${index}`, type: 'visit', member: { card: 'newcomer' } }),
  );
  assert.deepEqual(statuses(answers), { 201: WAYS });
  assert.equal(new Set(answers.map(({ body }) => body.member)).size, 1);
  assert.equal(await active('newcomer', 'coin'), WAYS);
});

test('a budget with 20 workers on two hubs is used up and never exceeded', async () => {
  const answers = await atOnce(WAYS, async (one, worker) => {
    const events = Array.from({ length: 80 }, (_, index) => ({
      id: `gift-${worker}-${index}`,
      type: 'gift.asked',
      member: { card: `gifted-${(worker * 80 + index) % 200}` },
    }));
    return one.post('/v1/events', { events });
  });
  const paid = answers
    .flatMap(({ body }) => body.results as { answer: { rules: { points: number }[] } }[])
    .map(({ answer }) => answer.rules[0]?.points ?? 0);
  assert.equal(paid.length, WAYS * 80);
  assert.equal(
    paid.reduce((sum, points) => sum + points, 0),
    10_000,
  );
  assert.equal(paid.filter((points) => points > 0 && points < 7).length, 1);
  const { rows } = await hub.pool.query(
    `select p.points, sum(l.used)::bigint as used from budget_pools p
      join budget_leases l on l.key = p.key where p.key like 'gifts@%' group by p.points`,
  );
  assert.deepEqual(rows, [{ points: 10_000, used: 10_000 }]);
});
