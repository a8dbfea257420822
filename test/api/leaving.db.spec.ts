/** Goal: leaving over HTTP: previewed, confirmed, done once; a leaver earns nothing any more. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openRooms } from '../../src/app/rooms.ts';
import { openLog } from '../../src/platform/log.ts';
import { settleDue } from '../../src/rooms/intake/index.ts';
import { fingerprint, testHub } from '../hub.ts';
import { testVault } from '../vault.ts';
import { PROGRAM } from './program.ts';

const DAY = 86_400_000;
const leaving = {
  points: { star: { donate: 'school' }, coin: 'forfeit', growth: 'forfeit' },
  coupons: 'forfeit',
  tier: { keepFor: 'P30D' },
  open: 'void',
};
const coupons = [
  { id: 'all', code: 'ALL10', take: { amount: '1.00' } },
  { id: 'own', take: { amount: '1.00' }, codes: { kind: 'unique', prefix: 'OWN' } },
];
const hub = await testHub({
  program: { ...PROGRAM, coupons, leaving },
  at: Date.UTC(2026, 5, 1, 4),
});
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

const of = (card: string, rest = '') => `/v1/members/card:${card}${rest}`;
const give = (card: string, amount: number, currency = 'star') =>
  hub.post(of(card, '/points/goodwill'), { currency, amount, reason: 'spec' });
const preview = async (card: string) => (await hub.get(of(card, '/leaving'))).body;

async function proof(): Promise<unknown> {
  let { body } = await hub.post('/v1/proofs', {});
  while (body.next) body = (await hub.post('/v1/proofs', { cursor: body.next })).body;
  return body.first;
}

test('what is shown is what is confirmed and what is done, once', async () => {
  await give('ann', 120);
  await give('ann', 30, 'coin');
  await hub.post('/v1/purchases', { id: 'p1', member: { card: 'ann' }, data: { total: 200_000 } });
  await hub.post(of('ann', '/points/holds'), { id: 'h1', currency: 'star', amount: 20 });
  const shown = await preview('ann');
  assert.equal(shown.state, 'member');
  assert.deepEqual(shown.undone, [{ kind: 'hold', id: 'api/h1' }]);
  assert.equal(
    shown.confirm.points.star,
    shown.points.at(-1).donated.points + shown.points.at(-1).lost,
  );
  const before = await fingerprint(hub.pool);
  const wrong = await hub.post(of('ann', '/leaving'), { id: 'l0', confirm: { coupons: 3 } });
  assert.deepEqual([wrong.status, wrong.body.code], [409, 'leaving_not_confirmed']);
  const rehearsed = await hub.post(of('ann', '/leaving'), {
    id: 'l1',
    confirm: shown.confirm,
    dryRun: true,
  });
  assert.deepEqual(await fingerprint(hub.pool), before);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? second : hub).post(of('ann', '/leaving'), {
        id: `l${index + 1}`,
        confirm: shown.confirm,
      }),
    ),
  );
  const done = answers.filter(({ status }) => status === 201);
  assert.equal(done.length, 1);
  const codes = new Set(answers.map(({ body }) => body.code ?? 'ok'));
  assert.deepEqual([...codes].sort(), ['member_has_left', 'ok']);
  const [answer] = done;
  assert.deepEqual(answer?.body.points.star.donated, shown.points.at(-1).donated.points);
  const said = rehearsed.body.answer ?? rehearsed.body;
  assert.deepEqual(said.points, answer?.body.points);
  assert.deepEqual(said.effects, answer?.body.effects);
  const { body } = await hub.get(of('ann'));
  assert.equal(body.status, 'left');
  assert.deepEqual(
    Object.values(body.balances as Record<string, { active: number; pending: number }>).map(
      ({ active, pending }) => active + pending,
    ),
    [0, 0, 0],
  );
});

test('the till hears that the member has left; a return is still taken', async () => {
  const late = await hub.post('/v1/purchases', {
    id: 'p2',
    member: { card: 'ann' },
    data: { total: 100 },
  });
  assert.deepEqual([late.status, late.body.code], [409, 'member_has_left']);
  const back = await hub.post('/v1/returns', { id: 'r1', data: { purchase: { id: 'p1' } } });
  assert.equal(back.status, 201);
  assert.equal(back.body.points.star.clawedBack, undefined);
  const why = await hub.get(of('ann', '/points/why?currency=star'));
  assert.equal(why.status, 200);
});

test('a public code is for members; what was in hand is honoured', async () => {
  const honour = { ...PROGRAM, coupons, leaving: { ...leaving, coupons: 'honour' } };
  const published = await hub.request('PUT', '/v1/program', {
    body: JSON.stringify({ document: honour }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(published.status, 200);
  const given = await hub.post(of('fay', '/coupons'), { coupon: 'own' });
  const [{ code }] = given.body.effects;
  const { confirm } = await preview('fay');
  assert.equal((await hub.post(of('fay', '/leaving'), { confirm })).status, 201);
  const use = (what: string, name: string) =>
    hub.post(of('fay', `/coupons${what}`), {
      ...{ basket: `fay${what}${name}`, coupons: [name] },
      lines: [{ line: '1', gross: 5_000 }],
    });
  for (const what of ['/reserve', '/redeem']) {
    const { status, body } = await use(what, 'all-10');
    assert.deepEqual([status, body.code], [409, 'member_has_left'], what);
  }
  assert.equal((await use('/redeem', code)).status, 201);
  assert.deepEqual(await proof(), []);
});

test('who enrols again is a member again, with the level that was kept', async () => {
  await hub.post('/v1/purchases', { id: 'g1', member: { card: 'bob' }, data: { total: 800_000 } });
  const { confirm, tiers } = await preview('bob');
  assert.equal(tiers.status, 'gold');
  assert.equal((await hub.post(of('bob', '/leaving'), { confirm })).status, 201);
  hub.clock.turnTo(hub.clock.now() + 10 * DAY);
  const again = await hub.post('/v1/members', { member: { card: 'bob' } });
  assert.equal(again.body.effects[0].kind, 'came-back');
  assert.equal(again.body.tiers.status, 'gold');
  const { body } = await hub.get(of('bob'));
  assert.equal(body.status, 'active');
  assert.equal(body.balances.growth.active, 0);
});

test('after the time to think it is done, whether or not a task has come', async () => {
  const document = { ...PROGRAM, coupons, leaving: { ...leaving, wait: 'P14D' } };
  const published = await hub.request('PUT', '/v1/program', {
    body: JSON.stringify({ document }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(published.status, 200);
  await give('cyd', 50);
  await give('dan', 60);
  for (const card of ['cyd', 'dan']) {
    const { confirm } = await preview(card);
    const asked = await hub.post(of(card, '/leaving'), { confirm });
    assert.deepEqual([asked.status, asked.body.effects[0].kind], [201, 'leaving-asked']);
  }
  assert.equal((await hub.post(of('dan', '/leaving/recall'), {})).status, 201);
  hub.clock.turnTo(hub.clock.now() + 15 * DAY);
  const star = async (card: string) => (await hub.get(of(card))).body.balances.star.active;
  assert.deepEqual([await star('cyd'), await star('dan')], [0, 60]);
  const options = { url: hub.databaseUrl, pool: hub.pool, clock: hub.clock };
  const rooms = await openRooms({
    ...options,
    log: openLog('silent'),
    vault: await testVault(hub.pool),
    limits: { queueMax: 100, batchMax: 16 },
  });
  const programs = rooms.programs();
  assert.ok(programs);
  await settleDue(hub.pool, { now: hub.clock.now(), limit: 100, programs });
  await rooms.close();
  assert.deepEqual([await star('cyd'), await star('dan')], [0, 60]);
  assert.equal((await hub.get(of('cyd'))).body.status, 'left');
  assert.equal((await preview('dan')).state, 'member');
});

test('bad input says what is wrong and changes nothing', async () => {
  for (const confirm of [{ points: { star: 'x' } }, { points: [] }, { colour: 1 }, 7]) {
    const { status } = await hub.post(of('dan', '/leaving'), { confirm });
    assert.ok(status === 400 || status === 422, JSON.stringify(confirm));
  }
  const none = await hub.post(of('dan', '/leaving/recall'), {});
  assert.equal(none.body.code, 'not_leaving');
  assert.equal((await hub.get('/v1/members/card:nobody/leaving')).status, 404);
});

test('verify decides it all again and finds no difference', async () => {
  assert.deepEqual(await proof(), []);
});
