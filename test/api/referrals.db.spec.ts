/**
 * Goal: friends bring friends over real HTTP and PostgreSQL: both are paid once, by turns that no
 * crash and no crowd doubles; what is doubtful waits for a person; what comes back is taken back.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

/** What one friend is worth: points that can be taken back, and a coupon too. */
const REACH = [{ points: 'star', amount: 100 }, { coupon: 'cash-20' }];

const PROGRAM = {
  program: 'friends',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: 'never' } },
  coupons: [{ id: 'cash-20', take: { amount: '20.00' }, valid: { for: 'P90D' } }],
  leaving: { points: { star: 'forfeit' }, coupons: 'forfeit', tier: 'ends', confirm: ['points'] },
  referrals: {
    link: 'https://shop.example/join?from={code}',
    bind: { within: 'P14D' },
    qualify: { within: 'P60D', least: '50.00', pendingFor: 'P7D' },
    friend: {
      welcome: { grants: [{ points: 'star', amount: 10 }], cost: '1.00' },
      qualified: { grants: [{ points: 'star', amount: 30 }], cost: '3.00' },
    },
    reach: [{ id: 'ordinary', at: 0, grants: REACH, cost: '10.00' }],
    chain: [{ counts: 1 }, { counts: 1, grants: [{ points: 'star', amount: 20 }], cost: '2.00' }],
    progress: [{ id: 'super-fan', at: 2, grants: [{ tag: 'super-fan' }], cost: '0.01' }],
    limits: { perMember: [{ times: 3, per: 'P1M' }], total: { cost: '1000.00' } },
  },
};

const START = Date.UTC(2026, 5, 1, 4);
const DAY = 86_400_000;
const hub = await testHub({ program: PROGRAM, at: START });
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

async function codeOf(card: string): Promise<string> {
  const path = `/v1/members/card:${card}/referrals/codes`;
  const happenedAt = '2026-06-01T12:00:00+08:00';
  const given = await hub.post(path, { id: `code-${card}`, happenedAt });
  assert.ok(given.status < 300, JSON.stringify(given.body));
  const [effect] = given.body.effects;
  return effect.code;
}

async function enrol(card: string, referral?: object) {
  const { status, body } = await hub.post('/v1/members', {
    id: `enrol-${card}`,
    member: { card },
    ...(referral ? { referral } : {}),
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

const buy = (card: string, total = 6_000) =>
  hub.post('/v1/purchases', { id: `buy-${card}`, member: { card }, data: { total } });

/** Does what falls due, and waits until no turn is open. */
async function settle(): Promise<void> {
  const { rows } = await hub.pool.query<{ waiting: number }>(
    'select count(*)::integer as waiting from follow_up_events',
  );
  if (rows[0]?.waiting === 0) return;
  await new Promise((resolve) => setTimeout(resolve, 10));
  await settle();
}

const points = async (card: string) =>
  (await hub.get(`/v1/members/card:${card}/balances`)).body.currencies.star?.active ?? 0;
const openCoupons = async (card: string) => {
  const { body } = await hub.get(`/v1/members/card:${card}/coupons`);
  return body.open.length;
};
const shown = async (card: string) => (await hub.get(`/v1/members/card:${card}/referrals`)).body;
/** Whatever the member does is a reason to settle what fell due before. */
const visit = (card: string, id: string) =>
  hub.post('/v1/events', { id: `visit-${card}-${id}`, type: 'visit', member: { card } });

test('a friend comes, buys, keeps it: both are paid, and the one above', async () => {
  await enrol('grandma');
  await enrol('ann', { code: await codeOf('grandma') });
  const code = await codeOf('ann');
  const ben = await enrol('ben', { code: code.toLowerCase() });
  assert.equal(ben.effects[0].kind, 'referral-bound');
  assert.ok(!JSON.stringify(ben.effects).includes('follow-up'));
  assert.equal(await points('ben'), 10);
  await settle();
  assert.deepEqual((await shown('ann')).codes, [
    { code, link: `https://shop.example/join?from=${code}` },
  ]);
  assert.equal((await shown('ann')).waiting, 1);
  await buy('ben');
  hub.clock.turnTo(START + 8 * DAY);
  await visit('ben', 'later');
  await settle();
  assert.equal(await points('ben'), 40);
  assert.equal(await points('ann'), 110);
  assert.equal(await openCoupons('ann'), 1);
  assert.equal(await points('grandma'), 20);
  const { counted, progress, next, broughtBy } = await shown('ann');
  assert.deepEqual([counted, progress, next], [1, 1, { id: 'super-fan', at: 2, missing: 1 }]);
  assert.equal(broughtBy.state, 'open');
});

test('what the friend brings back is taken back from all', async () => {
  const back = { id: 'back-ben', data: { purchase: { id: 'buy-ben' } } };
  assert.equal((await hub.post('/v1/returns', back)).status, 201);
  await settle();
  assert.equal(await points('ben'), 10);
  assert.equal(await points('ann'), 10);
  assert.equal(await openCoupons('ann'), 0);
  assert.equal(await points('grandma'), 0);
  assert.equal((await shown('ann')).counted, 0);
});

test('one code, 20 friends at once, at two hubs: the cap pays three, all count', async () => {
  const code = await codeOf('mia');
  const cards = Array.from({ length: 20 }, (_, index) => `mia-${index}`);
  await Promise.all(
    cards.map((card, index) =>
      (index % 2 ? second : hub).post('/v1/members', { member: { card }, referral: { code } }),
    ),
  );
  hub.clock.turnTo(START + 9 * DAY);
  await Promise.all(cards.map((card) => buy(card)));
  await settle();
  hub.clock.turnTo(START + 18 * DAY);
  await Promise.all(cards.map((card) => visit(card, 'one')));
  await settle();
  const held = (await hub.get('/v1/referrals/reviews')).body.reviews;
  const { came, counted } = await shown('mia');
  assert.equal(came, 20);
  assert.equal(counted + held.length, 20);
  // Two friends and the step that they reach: the third payment of the month was the last.
  assert.equal(await points('mia'), 200);
});

test('one code that 20 members want: one has it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? second : hub).post(`/v1/members/card:want-${index}/referrals/codes`, {
        code: 'WINTER-22',
      }),
    ),
  );
  const got = answers.filter(({ status }) => status === 201);
  assert.equal(got.length, 1);
  const rest = answers.filter(({ status }) => status !== 201);
  assert.deepEqual([...new Set(rest.map(({ body }) => body.code))], ['referral_code_taken']);
});

test('a shared device and card wait for a person; nothing is paid before, once after', async () => {
  const code = await codeOf('kim');
  const signals = { device: 'Phone 77', card: '4111-1111' };
  await hub.post('/v1/members/card:kim/referrals/signals', { signals });
  const before = await enrol('lee', { code, signals: { ...signals, network: '10.0.0.1' } });
  assert.deepEqual(
    before.effects.map(({ kind }: { kind: string }) => kind),
    ['referral-bound', 'referral-held'],
  );
  const { rows } = await hub.pool.query("select data from events where data like '%Phone%'");
  assert.deepEqual(rows, [], 'what was left behind is nowhere in plain');
  await buy('lee');
  hub.clock.turnTo(START + 26 * DAY);
  await visit('lee', 'one');
  await settle();
  assert.equal(await points('lee'), 0);
  const { referral } = before.effects[0];
  const { reviews } = (await hub.get('/v1/referrals/reviews')).body;
  const mine = reviews.find((one: { referral: string }) => one.referral === referral);
  assert.deepEqual(
    mine.findings.map(({ reason }: { reason: string }) => reason),
    ['device_shared', 'card_shared'],
  );
  const path = `/v1/referrals/reviews/${referral}`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? second : hub).post(path, { decision: 'allow', reason: 'sisters' }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  await settle();
  assert.equal(await points('lee'), 40);
  assert.equal(await points('kim'), 100);
});

test('proofs refuse, and an enrolment stands all the same', async () => {
  const code = await codeOf('sue');
  await enrol('amy');
  await enrol('eva', { code: await codeOf('amy') });
  const answers = [
    await hub.post('/v1/members/card:sue/referrals/bind', { code }),
    await hub.post('/v1/members/card:sue/referrals/bind', { code: 'NOBODY-HAS-IT' }),
    await hub.post('/v1/members/card:amy/referrals/bind', { code: await codeOf('eva') }),
    await hub.post('/v1/members/card:eva/referrals/bind', { code }),
    await hub.post('/v1/members/card:ann/referrals/bind', { code }),
    await hub.post('/v1/members/card:mia/referrals/bind', { code }),
  ];
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body.code]),
    [
      [422, 'referral_self'],
      [422, 'referral_code_unknown'],
      [422, 'referral_cycle'],
      [422, 'already_referred'],
      [422, 'already_referred'],
      [422, 'already_member'],
    ],
  );
  const tom = await enrol('tom', { code: 'NOBODY-HAS-IT' });
  assert.deepEqual(
    tom.effects.map(({ kind, why }: { kind: string; why: string }) => [kind, why]),
    [['referral-declined', 'referral_code_unknown']],
  );
});

test('who has left is no advocate any more, and is paid for nobody', async () => {
  const code = await codeOf('una');
  await enrol('vic', { code });
  hub.clock.turnTo(START + 27 * DAY);
  await buy('vic');
  const gone = await hub.post('/v1/members/card:una/leaving', { confirm: { points: {} } });
  assert.equal(gone.status, 201, JSON.stringify(gone.body));
  const late = await enrol('wes', { code });
  assert.equal(late.effects[0].why, 'advocate_gone');
  hub.clock.turnTo(START + 35 * DAY);
  await visit('vic', 'one');
  await settle();
  assert.equal(await points('vic'), 40);
  assert.equal(await points('una'), 0);
  assert.equal(await openCoupons('una'), 0);
});

test('nobody else speaks for the hub', async () => {
  const forged = { id: 'forged', type: 'referral.qualified', member: { card: 'ann' } };
  const answer = await hub.post('/v1/events', forged);
  assert.deepEqual([answer.status, answer.body.code], [422, 'type_unknown']);
  const own = { id: 'own', source: 'hachi', type: 'visit', member: { card: 'ann' } };
  assert.equal((await hub.post('/v1/events', own)).body.code, 'source_reserved');
});

test('an order that was cancelled and stands again counts, once its window is over', async () => {
  const code = await codeOf('ola');
  await enrol('pia', { code });
  await buy('pia');
  const data = { purchase: { id: 'buy-pia' } };
  assert.equal((await hub.post('/v1/returns', { id: 'back-pia', data })).status, 201);
  assert.equal((await shown('pia')).broughtBy.state, 'open');
  const again = { id: 'again-pia', type: 'purchase.reinstated', data };
  const { body } = await hub.post('/v1/events', again);
  assert.equal(body.effects[0].kind, 'referral-pending', JSON.stringify(body));
  hub.clock.turnTo(hub.clock.now() + 8 * DAY);
  await visit('pia', 'later');
  await settle();
  assert.equal((await shown('ola')).counted, 1);
  await hub.post('/v1/events', { ...again, id: 'twice-pia' });
  assert.equal((await shown('ola')).counted, 1);
});

test('the books prove', async () => {
  await settle();
  await proveHub(hub);
});
