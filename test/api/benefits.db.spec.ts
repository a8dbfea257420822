/** Goal: benefits over HTTP: granted, seen, used, counted; of a scarce one nobody has too much. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1, 4);
const BENEFITS = [
  {
    id: 'warranty',
    name: { en: 'Extended warranty', zh: '延保' },
    on: 'purchase',
    when: 'line.category == "appliance"',
    window: 'PT24H',
    cost: '3.00',
    gives: { used: [{ points: 'coin', amount: 5 }] },
  },
  { id: 'member-day', monthly: [8], limits: { perMember: [{ times: 1, per: 'P1D' }] } },
  { id: 'free-hour', quota: { times: 3, per: 'P1D' } },
];

const hub = await testHub({ program: { ...PROGRAM, benefits: BENEFITS }, at: START });
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

const buy = (id: string, card: string, category: string) =>
  hub.post('/v1/purchases', {
    id,
    member: { card },
    data: { lines: [{ gross: 9_900, category }] },
  });
const use = (card: string, body: object, at = hub) =>
  at.post(`/v1/members/card:${card}/benefits/use`, body);
const rights = async (card: string) =>
  (await hub.get(`/v1/members/card:${card}/benefits`)).body.benefits as {
    benefit: string;
    left: number | null;
    seen: boolean;
    window: string | null;
    name: unknown;
  }[];
const figures = async (benefit: string) => {
  const { body } = await hub.get(`/v1/benefits/${benefit}/figures`);
  const { granted, seen, used, lapsed, cost } = body;
  return { granted, seen, used, lapsed, cost };
};
const codes = (answers: readonly Answer[]) => {
  const counts: Record<string, number> = {};
  for (const { body } of answers) counts[body.code ?? 'ok'] = (counts[body.code ?? 'ok'] ?? 0) + 1;
  return counts;
};

test('a purchase opens a window; it is shown, previewed, used once, and counted', async () => {
  const { body } = await buy('w1', 'ann', 'appliance');
  const [granted] = body.effects;
  assert.equal(granted.kind, 'granted');
  const [first] = await rights('ann');
  assert.deepEqual(first?.name, { en: 'Extended warranty', zh: '延保' });
  assert.deepEqual([first?.window, first?.left, first?.seen], [granted.id, 1, false]);
  await hub.post('/v1/members/card:ann/benefits/seen', {});
  assert.equal((await rights('ann'))[0]?.seen, true);
  const preview = await use('ann', { id: 'u1', benefit: 'warranty', dryRun: true });
  const used = await use('ann', { id: 'u1', benefit: 'warranty' });
  assert.equal(used.status, 201);
  assert.deepEqual(preview.body.answer?.effects ?? preview.body.effects, used.body.effects);
  assert.equal(used.body.points.coin.earned, 5);
  const again = await use('ann', { id: 'u2', benefit: 'warranty' });
  assert.deepEqual([again.status, again.body.code], [409, 'benefit_not_open']);
  const counted = { granted: 1, seen: 1, used: 1, lapsed: 0, cost: 300 };
  assert.deepEqual(await figures('warranty'), counted);
});

test('a window that nobody used lapses, whether or not a task has run', async () => {
  await buy('w2', 'bob', 'appliance');
  assert.equal((await rights('bob')).filter(({ window }) => window !== null).length, 1);
  hub.clock.turnTo(hub.clock.now() + DAY);
  assert.equal((await rights('bob')).filter(({ window }) => window !== null).length, 0);
  await hub.post('/v1/events', { id: 'v1', type: 'visit', member: { card: 'bob' } });
  assert.equal((await figures('warranty')).lapsed, 1);
});

test('a return takes the window back', async () => {
  await buy('w3', 'cyd', 'appliance');
  const { body } = await hub.post('/v1/returns', { data: { purchase: { id: 'w3' } } });
  assert.deepEqual([body.effects[0].kind, body.effects[0].why], ['lapsed', 'returned']);
  assert.equal((await use('cyd', { benefit: 'warranty' })).status, 409);
});

test('200 clients want one of three free hours: three get it, the others hear why', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      use(
        `rider${index % 50}`,
        { id: `r${index}`, benefit: 'free-hour' },
        index % 2 ? second : hub,
      ),
    ),
  );
  assert.deepEqual(codes(answers), { ok: 3, benefit_quota_used_up: 197 });
  assert.equal((await figures('free-hour')).used, 3);
  hub.clock.turnTo(hub.clock.now() + DAY);
  assert.equal((await use('rider0', { benefit: 'free-hour' })).status, 201);
});

test('20 at once use the one window: exactly one does', async () => {
  await buy('w4', 'dan', 'appliance');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      use('dan', { id: `d${index}`, benefit: 'warranty' }, index % 2 ? second : hub),
    ),
  );
  assert.deepEqual(codes(answers), { ok: 1, benefit_not_open: 19 });
});

test('bad input says what is wrong and changes nothing', async () => {
  const wrong = await use('ann', { benefit: 7, colour: 'red' });
  assert.equal(wrong.status, 422);
  const missing = await use('ann', { benefit: 'nothing-like-it' });
  assert.equal(missing.body.code, 'benefit_unknown');
  const early = await use('ann', { benefit: 'member-day' });
  assert.equal(early.body.code, 'benefit_not_today');
  assert.equal((await hub.get('/v1/benefits/nothing-like-it/figures')).status, 404);
  const away = await hub.post('/v1/members/card:ann/benefits/withdrawals', { window: '1.1' });
  assert.equal(away.status, 422);
});

test('verify decides it all again and finds no difference', async () => {
  let { body } = await hub.post('/v1/proofs', {});
  while (body.next) body = (await hub.post('/v1/proofs', { cursor: body.next })).body;
  assert.deepEqual(body.first, []);
});
