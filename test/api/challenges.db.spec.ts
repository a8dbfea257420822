/**
 * Goal: challenges over HTTP: progress with every answer, rewards once, returns, joining, edits,
 * leaderboards; what is scarce is paid exactly so often.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1, 4);
const BADGES = [{ id: 'regular', name: { en: 'Regular', zh: '常客' } }];
const THREE = {
  id: 'three-visits',
  name: { en: 'Three visits', zh: '三次到店' },
  goal: { count: 3 },
  grants: [{ points: 'coin', amount: 30 }, { badge: 'regular' }],
};
const CHALLENGES = [
  THREE,
  {
    id: 'summer-spend',
    goal: { spend: '1000.00' },
    optIn: true,
    window: { for: 'P30D' },
    stages: [{ at: '500.00', grants: [{ tag: 'half-way' }] }],
    grants: [{ points: 'coin', amount: 100 }],
    leaderboard: { show: 2, consent: 'showMe', name: 'nickname' },
  },
  {
    id: 'first-hundred',
    on: 'quiz.won',
    goal: { count: 1 },
    limits: { total: 3 },
    grants: [{ points: 'coin', amount: 500 }],
  },
];
const program = (challenges: object[]) => ({ ...PROGRAM, badges: BADGES, challenges });

const hub = await testHub({ program: program(CHALLENGES), at: START });
const second = await testHub({ beside: hub });
after(async () => {
  await second.stop();
  await hub.stop();
});

const buy = (id: string, card: string, gross = 1_000, at = hub, more = {}) =>
  at.post('/v1/purchases', { id, member: { card }, data: { lines: [{ gross }] }, ...more });
const join = (card: string, challenge: string, at = hub) =>
  at.post(`/v1/members/card:${card}/challenges/join`, { challenge });
const seen = async (card: string) => (await hub.get(`/v1/members/card:${card}/challenges`)).body;
const moved = ({ body }: Answer) =>
  body.effects
    .filter(({ kind }: { kind: string }) => kind === 'progress')
    .map((one: Record<string, unknown>) => `${one.challenge} ${one.before} → ${one.after}`);

test('every purchase answers how far it is; the last one pays, and a preview says so', async () => {
  await buy('a1', 'ann');
  assert.deepEqual(moved(await buy('a2', 'ann')), ['three-visits 1 → 2']);
  const before = await seen('ann');
  assert.deepEqual(before.nearly, [before.open[0].assignment]);
  assert.deepEqual(before.open[0].name, THREE.name);
  const preview = await buy('a3', 'ann', 1_000, hub, { dryRun: true });
  const third = await buy('a3', 'ann');
  assert.deepEqual(preview.body.effects, third.body.effects);
  assert.equal(third.body.points.coin.earned, 30);
  const { body: event } = await hub.get('/v1/events/api/a3');
  assert.deepEqual(
    event.effects.map(({ text }: { text: { zh: string } }) => text.zh),
    ['三次到店：已完成。', '已发放积分。', '常客：获得新徽章。'],
  );
  assert.match(event.why.at(-1).text.en, /^Three visits: 30 coin/);
  const after = await seen('ann');
  assert.deepEqual(after.open, []);
  assert.deepEqual(
    after.done.map(({ challenge, times }: Record<string, unknown>) => [challenge, times]),
    [['three-visits', 1]],
  );
  assert.equal(after.badges[0].name.zh, '常客');
  assert.deepEqual(
    after.available.map(({ challenge, join }: Record<string, unknown>) => [challenge, join]),
    [
      ['summer-spend', true],
      ['first-hundred', false],
    ],
  );
});

test('a return takes it back, the order that stands again gives it again', async () => {
  const back = await hub.post('/v1/returns', { id: 'r1', data: { purchase: { id: 'a2' } } });
  assert.deepEqual(moved(back), ['three-visits 3 → 2']);
  assert.equal(back.body.points.coin.clawedBack, 30);
  assert.deepEqual((await seen('ann')).badges, []);
  const again = await hub.post('/v1/purchases/reinstatements', { purchase: { id: 'a2' } });
  assert.equal(again.body.points.coin.earned, 30);
  assert.equal((await seen('ann')).badges.length, 1);
});

test('joined by 20 clients at once: one does, and the time runs from then', async () => {
  await hub.post('/v1/members', { member: { card: 'bob' } });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => join('bob', 'summer-spend', index % 2 ? second : hub)),
  );
  const ok = answers.filter(({ status }) => status === 201);
  assert.equal(ok.length, 1);
  const codes = new Set(answers.map(({ body }) => body.code));
  assert.deepEqual([...codes].filter(Boolean), ['challenge_joined_already']);
  const { open } = await seen('bob');
  assert.equal(Date.parse(open[0].end), START + 30 * DAY + 1);
});

test('200 clients complete what pays three times: three are paid, nobody is refused', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      (index % 2 ? second : hub).post('/v1/events', {
        id: `q${index}`,
        type: 'quiz.won',
        member: { card: `quiz${index}` },
      }),
    ),
  );
  assert.ok(answers.every(({ status }) => status === 201));
  const paid = answers.filter(({ body }) => body.points.coin?.earned === 500);
  assert.equal(paid.length, 3);
  const effects = answers.flatMap(({ body }) => body.effects);
  const unpaid = effects.filter(({ kind }) => kind === 'unpaid');
  assert.equal(unpaid.length, 197);
  assert.equal(unpaid[0].reason, 'budget_short');
});

test('a board shows who agrees now by a letter, and everybody their own place', async () => {
  for (const [card, gross] of [
    ['bob', 20_000],
    ['cyd', 30_000],
    ['dan', 40_000],
  ] as const) {
    await hub.post('/v1/members', {
      member: { card },
      attributes: { nickname: `${card} the best` },
    });
    if (card !== 'bob') await join(card, 'summer-spend');
    await buy(`b-${card}`, card, gross);
  }
  const agree = (card: string, showMe: boolean) =>
    hub.request('PATCH', `/v1/members/card:${card}`, {
      body: JSON.stringify({ attributes: { showMe } }),
      headers: { 'content-type': 'application/json' },
    });
  await agree('bob', true);
  await agree('dan', true);
  const board = '/v1/challenges/summer-spend/leaderboard';
  const { body } = await hub.get(`${board}?member=card:cyd`);
  assert.deepEqual(body.rows, [
    { rank: 1, name: 'D**', score: 40_000, me: false },
    { rank: 2, name: 'B**', score: 20_000, me: false },
  ]);
  assert.deepEqual(body.mine, { score: 30_000, rank: 2 });
  await agree('dan', false);
  await hub.post('/v1/returns', { data: { purchase: { id: 'b-bob' } } });
  assert.deepEqual((await hub.get(board)).body.rows, []);
  assert.equal((await hub.get('/v1/challenges/three-visits/leaderboard')).status, 404);
});

test('edited while members are in it: what was promised holds, what begins is new', async () => {
  await buy('e1', 'eve');
  await buy('e2', 'eve');
  const harder = { ...THREE, goal: { count: 5 }, grants: [{ points: 'coin', amount: 1 }] };
  const document = program([harder, ...CHALLENGES.slice(2)]);
  await hub.request('PUT', '/v1/program', {
    body: JSON.stringify({ document }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal((await seen('eve')).open[0].target, 3);
  const done = await buy('e3', 'eve');
  assert.equal(done.body.points.coin.earned, 30);
  assert.equal((await seen('new')).code, 'member_unknown');
  await buy('f1', 'fay');
  assert.equal((await seen('fay')).open[0].target, 5);
  assert.deepEqual(moved(await buy('e4', 'dan', 70_000)), [
    'summer-spend 40000 → 110000',
    'three-visits 1 → 2',
  ]);
  assert.deepEqual(
    (await seen('dan')).done.map((one: { times: number }) => one.times),
    [1],
  );
});

test('a window that runs out ends, whether or not a task has run', async () => {
  assert.equal((await seen('cyd')).open.length, 2);
  hub.clock.turnTo(START + 31 * DAY);
  assert.equal((await seen('cyd')).open.length, 1);
  const { body } = await buy('c2', 'cyd');
  assert.deepEqual([body.effects[0].kind, body.effects[0].reason], ['ended', 'window_over']);
});

test('bad input says what is wrong and changes nothing', async () => {
  const wrong = await hub.post('/v1/members/card:ann/challenges/join', { challenge: 7, a: 1 });
  assert.equal(wrong.status, 422);
  assert.equal((await join('ann', 'nothing')).body.code, 'challenge_unknown');
  assert.equal((await join('ann', 'three-visits')).body.code, 'challenge_unknown');
  const left = await hub.post('/v1/members/card:ann/challenges/leave', { challenge: 'nothing' });
  assert.equal(left.body.code, 'challenge_not_joined');
  const type = await hub.post('/v1/events', {
    id: 'x',
    type: 'challenge.x',
    member: { card: 'a' },
  });
  assert.equal(type.body.code, 'type_unknown');
});

test('verify decides it all again and finds no difference', async () => {
  let { body } = await hub.post('/v1/proofs', {});
  while (body.next) body = (await hub.post('/v1/proofs', { cursor: body.next })).body;
  assert.deepEqual(body.first, []);
});
