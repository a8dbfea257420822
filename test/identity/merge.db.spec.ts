/** Goal: two members become one and two again: over HTTP, with the books proved after each step. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../api/program.ts';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const coupons = [{ id: 'own', take: { amount: '1.00' }, codes: { kind: 'unique', prefix: 'OWN' } }];
const hub = await testHub({
  program: { ...PROGRAM, coupons },
  at: Date.UTC(2026, 5, 1, 4),
});
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

let count = 0;
const event = (type: string, member: object, more: object = {}, at = hub) =>
  at.post('/v1/events', { id: `e${++count}`, type, member, ...more });
const goodwill = (card: string, amount: number, currency = 'star') =>
  event('points.goodwill', { card }, { data: { currency, amount, reason: 'spec' } });
const buy = (card: string, id: string, total: number) =>
  hub.post('/v1/purchases', { id, member: { card }, data: { total } });
const idOf = async (card: string): Promise<string> => (await goodwill(card, 1, 'coin')).body.member;
const star = async (name: string): Promise<number> => {
  const { body } = await hub.get(`/v1/members/${name}/balances`);
  const row = body.currencies.star;
  return row ? row.active + row.pending : 0;
};
const held = async (name: string): Promise<number> => {
  const { body } = await hub.get(`/v1/members/${name}/coupons`);
  return body.open.length;
};
const evidence = [{ kind: 'phone', says: 'both have verified it' }];
const merge = (from: string, to: string, at = hub) =>
  at.post(`/v1/members/${from}/merge`, { id: `m${++count}`, to: { id: to }, evidence });
const unmerge = (host: string, guest: string) =>
  hub.post(`/v1/members/${host}/unmerge`, { id: `u${++count}`, to: { id: guest } });

test('merged: one balance, every identifier; undone: to each their own', async () => {
  const [ann, bea] = [await idOf('ann'), await idOf('bea')];
  await goodwill('ann', 100);
  await goodwill('bea', 40);
  await buy('bea', 'b1', 200_000);
  await event('coupon.issue', { card: 'bea' }, { data: { coupon: 'own' } });
  const before = { ann: await star(ann), bea: await star(bea) };
  const done = await merge(bea, ann);
  assert.equal(done.status, 201, JSON.stringify(done.body));
  assert.equal(await star(ann), before.ann + before.bea);
  await proveHub(hub);
  const shown = await hub.get(`/v1/members/${bea}`);
  assert.deepEqual([shown.body.status, shown.body.mergedInto], ['merged', ann]);
  assert.deepEqual([await held(ann), await held(bea)], [1, 0]);
  // Through another process, by what was the other's: it is hers now, and it is told apart.
  const bought = await second.post('/v1/purchases', {
    id: 'b2',
    member: { card: 'bea' },
    data: { total: 100_000 },
  });
  assert.equal(bought.body.member, ann, JSON.stringify(bought.body));
  const own = bought.body.points.star.earned;
  assert.equal(await star(ann), before.ann + before.bea + own);
  // What was bought before comes back now.
  const back = await event('return', { card: 'ann' }, { data: { purchase: { id: 'b1' } } });
  assert.equal(back.status, 201, JSON.stringify(back.body));
  const taken = back.body.points.star.clawedBack ?? 0;
  assert.ok(taken > 0);
  await event('points.spend', { card: 'ann' }, { data: { currency: 'star', amount: 30 } });
  await proveHub(hub);
  const sum = await star(ann);
  const undone = await unmerge(ann, bea);
  assert.equal(undone.status, 201, JSON.stringify(undone.body));
  await proveHub(hub);
  assert.equal((await star(ann)) + (await star(bea)), sum);
  assert.deepEqual([await held(ann), await held(bea)], [0, 1]);
  assert.ok((await star(ann)) <= before.ann);
  assert.equal((await hub.get(`/v1/members/${bea}`)).body.status, 'active');
  // The purchase of the time between is hers, although it stands in the other's history.
  const late = await event('return', { card: 'bea' }, { data: { purchase: { id: 'b2' } } });
  assert.equal(late.body.member, bea, JSON.stringify(late.body));
  assert.equal(late.body.points.star.clawedBack, own);
  await proveHub(hub);
});

test('what makes no sense is refused, and changes nothing', async () => {
  const [cid, dot, eve] = [await idOf('cid'), await idOf('dot'), await idOf('eve')];
  const code = async (answer: ReturnType<typeof event>) => (await answer).body.code;
  assert.equal(await code(merge(cid, cid)), 'merge_self');
  assert.equal(await code(merge('mem_999999', cid)), 'member_unknown');
  assert.equal(await code(unmerge(cid, dot)), 'unmerge_unknown');
  assert.equal((await merge(dot, cid)).status, 201);
  // In a circle, or once more: both names are of one member by now.
  assert.equal(await code(merge(cid, dot)), 'merge_self');
  assert.equal(await code(merge(dot, cid)), 'merge_self');
  assert.equal(await code(merge(cid, eve)), 'merge_chain');
  assert.equal((await unmerge(cid, dot)).status, 201);
  assert.equal(await code(unmerge(cid, dot)), 'unmerge_unknown');
  await event('points.hold', { card: 'dot' }, { data: { currency: 'star', amount: 1 } });
  await goodwill('dot', 5);
  await event('points.hold', { card: 'dot' }, { data: { currency: 'star', amount: 1 } });
  assert.equal(await code(merge(dot, cid)), 'merge_open');
  await proveHub(hub);
});

test('who was erased, and who was merged into that one, is never parted again', async () => {
  const [hal, ida] = [await idOf('hal'), await idOf('ida')];
  assert.equal((await merge(ida, hal)).status, 201);
  const gone = await event('member.erased', { id: hal }, { data: { reason: 'asked for' } });
  assert.equal(gone.status, 201, JSON.stringify(gone.body));
  const late = await unmerge(hal, ida);
  assert.equal(late.body.code, 'member_is_erased', JSON.stringify(late.body));
  const again = await merge(hal, await idOf('jon'));
  assert.equal(again.body.code, 'member_is_erased', JSON.stringify(again.body));
  await proveHub(hub);
});

test('twenty at once, A into B and B into A, through two processes: one wins', async () => {
  const [fay, gil] = [await idOf('fay'), await idOf('gil')];
  await goodwill('fay', 10);
  await goodwill('gil', 20);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const at = index % 4 < 2 ? hub : second;
      return index % 2 ? merge(fay, gil, at) : merge(gil, fay, at);
    }),
  );
  const won = answers.filter(({ status }) => status === 201);
  assert.equal(won.length, 1, JSON.stringify(answers.map(({ body }) => body.code)));
  const lost = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
  assert.deepEqual([...new Set(lost)], ['merge_self']);
  const host = won[0]?.body.member === fay ? gil : fay;
  assert.equal(await star(host), 30);
  await proveHub(hub);
});
