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
  {
    ...{ id: 'pay', kind: 'discount' },
    price: { points: 'star', exchange: { points: 10, money: '1.00' }, most: { share: '1/2' } },
  },
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

test('so does one that a transfer to its member finds lapsed', async () => {
  await hub.post('/v1/redemptions/void', { member: { card: 'cai' }, redemption: 'cai-2' });
  assert.equal((await hold('bo', 'bo-3', 'last-bag')).status, 201);
  hub.clock.turnTo(hub.clock.now() + 16 * 60_000);
  const gift = { currency: 'star', amount: 1, to: { card: 'bo' } };
  assert.equal((await hub.post('/v1/members/card:cai/points/transfers', gift)).status, 201);
  await give('cai', 1);
  assert.equal((await hold('cai', 'cai-3', 'last-bag')).status, 201);
});

test('the catalogue says what is left, and each member what is missing', async () => {
  const catalogue = await hub.get('/v1/rewards');
  assert.deepEqual(
    catalogue.body.rewards.map(({ reward, stock }: { reward: string; stock: object[] }) => [
      reward,
      stock,
    ]),
    [
      ['mug', [{ store: null, units: 3, per: 'ever', left: 3 }]],
      ['last-bag', [{ store: null, units: 1, per: 'ever', left: 0 }]],
      ['pay', []],
    ],
  );
  await give('dan', 85);
  const { body } = await hub.get('/v1/members/card:dan/rewards');
  const by = (id: string) => body.rewards.find(({ reward }: { reward: string }) => reward === id);
  const [mug, bag] = [by('mug'), by('last-bag')];
  assert.deepEqual([mug.reward, mug.state, mug.short, mug.missing], ['mug', 'nearly', 15, []]);
  assert.deepEqual([bag.state, bag.missing[0].code], ['not-yet', 'reward_out_of_stock']);
  assert.equal((await hold('dan', 'dan-1', 'mug')).body.code, 'points_insufficient');
  await give('dan', 15);
  const now = await hub.get('/v1/members/card:dan/rewards');
  assert.deepEqual([now.body.rewards[0].reward, now.body.rewards[0].state], ['mug', 'now']);
  await hold('dan', 'dan-2', 'mug');
  const open = await hub.get('/v1/members/card:dan/redemptions');
  const [one] = open.body.redemptions;
  assert.deepEqual([one.redemption, one.state, one.points], ['api/dan-2', 'held', 100]);
  assert.equal((await hub.get('/v1/rewards')).body.rewards[0].stock[0].left, 2);
});

test('points pay at the till, and the return of the purchase gives them back', async () => {
  await give('fay', 300);
  const path = '/v1/members/card:fay/redemptions/holds';
  const held = await hub.post(path, { id: 'fay-1', reward: 'pay', basket: 4_000 });
  assert.deepEqual([held.body.effects[0].points, held.body.effects[0].off], [200, 2_000]);
  const bought = await hub.post('/v1/purchases', {
    ...{ id: 'fay-buys', member: { card: 'fay' } },
    data: { lines: [{ line: 'a', gross: 3_000 }, { gross: 1_000 }], redemptions: ['fay-1'] },
  });
  assert.equal(bought.status, 201);
  const [receipt] = bought.body.effects;
  assert.deepEqual(
    [receipt.off, receipt.lines],
    [
      2_000,
      [
        ['a', 1_500],
        ['2', 500],
      ],
    ],
  );
  assert.deepEqual(bought.body.points.star, {
    ...{ spent: 200, earned: 20 },
    ...{ active: 100, pending: 20, held: 0 },
  });
  const line = await hub.post('/v1/returns', {
    id: 'fay-returns',
    data: { purchase: { id: 'fay-buys' }, lines: [{ line: 'a', quantity: 1 }] },
  });
  assert.equal(line.body.points.star.restored, 150);
  const rest = await hub.post('/v1/returns', {
    ...{ id: 'fay-returns-2', data: { purchase: { id: 'fay-buys' } } },
  });
  assert.deepEqual(rest.body.points.star.active, 300);
  const nobody = await hub.post('/v1/purchases', {
    ...{ id: 'nobody', data: { total: 100, redemptions: ['fay-1'] } },
  });
  assert.deepEqual([nobody.status, nobody.body.code], [422, 'member_missing']);
});

test('a dry run is the truth, and takes nothing', async () => {
  await give('eve', 100);
  const path = '/v1/members/card:eve/redemptions';
  const tried = await hub.post(path, { id: 'eve-1', reward: 'mug', dryRun: true });
  const done = await hub.post(path, { id: 'eve-1', reward: 'mug' });
  assert.deepEqual(done.body.effects, tried.body.effects);
  assert.deepEqual(done.body.points, tried.body.points);
  const refused = await hub.post('/v1/redemptions/void?dryRun=true', {
    ...{ member: { card: 'eve' }, redemption: 'eve-1' },
  });
  assert.equal(refused.body.code, 'redemption_committed');
});

test('stock that is raised is there at once: in the catalogue, a dry run and a hold', async () => {
  const more = rewards.map((one) =>
    one.id === 'last-bag' ? { ...one, stock: { total: 3 } } : one,
  );
  const publish = await hub.request('PUT', '/v1/program', {
    body: JSON.stringify({ document: { ...PROGRAM, rewards: more } }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(publish.status, 200);
  await give('gus', 200);
  const path = '/v1/members/card:gus/redemptions/holds';
  const { body } = await hub.get('/v1/rewards');
  assert.deepEqual(body.rewards[1].stock, [{ store: null, units: 3, per: 'ever', left: 2 }]);
  const tried = await hub.post(path, { id: 'gus-1', reward: 'last-bag', dryRun: true });
  assert.equal(tried.status, 200);
  assert.equal((await hub.post(path, { id: 'gus-1', reward: 'last-bag' })).status, 201);
  assert.equal((await hub.get('/v1/rewards')).body.rewards[1].stock[0].left, 1);
});

test('bad input is told where it lies, and changes nothing', async () => {
  const bad = async (what: string, data: object) => {
    const { status, body } = await hub.post('/v1/events', {
      events: [{ id: `bad-${what}`, type: `reward.${what}`, member: { card: 'anna' }, data }],
    });
    assert.equal(status, 200);
    return body.results[0].problems.map((one: { code: string; path: string }) => [
      one.code,
      one.path,
    ]);
  };
  assert.deepEqual(await bad('hold', { reward: 'nothing' }), [['reward_unknown', '/data/reward']]);
  assert.deepEqual(await bad('hold', { reward: 'mug', points: 0 }), [
    ['out_of_range', '/data/points'],
  ]);
  assert.deepEqual(await bad('fulfil', { redemption: 'r1', to: 'lost' }), [
    ['word_unknown', '/data/to'],
  ]);
  assert.deepEqual(await bad('commit', { redemption: 'never', stock: 1 }), [
    ['unknown_field', '/data/stock'],
  ]);
  assert.deepEqual(await bad('give', {}), [['type_unknown', '/type']]);
  const free = { id: 'free', kind: 'goods', price: { points: 'star', amount: 0 } };
  const document = { ...PROGRAM, rewards: [free] };
  const published = await hub.request('PUT', '/v1/program', {
    body: JSON.stringify({ document }),
    headers: { 'content-type': 'application/json' },
  });
  assert.deepEqual([published.status, published.body.problems[0].code], [422, 'price_zero']);
});

test('the books prove all of it', () => proveHub(hub));
