/**
 * Goal: what statements say is what the books hold, at every moment, whether or not a task has run.
 * Method: random histories through a real intake, looked at from every side.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { openRooms } from '../../src/app/rooms.ts';
import { openLog } from '../../src/platform/log.ts';
import { settleDue } from '../../src/rooms/intake/index.ts';
import { type Answer, testHub } from '../hub.ts';
import { testVault } from '../vault.ts';
import { PROGRAM } from './program.ts';

const START = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;

const happening = fc.oneof(
  fc.record({
    type: fc.constant('purchase'),
    total: fc.integer({ min: 100, max: 90_000 }),
    channel: fc.constantFrom('app', 'store'),
  }),
  fc.record({ type: fc.constant('return'), of: fc.nat() }),
  fc.record({
    type: fc.constantFrom('points.spend', 'points.hold', 'points.goodwill', 'points.transfer'),
    currency: fc.constantFrom('star', 'coin'),
    amount: fc.integer({ min: 1, max: 300 }),
  }),
  fc.record({ type: fc.constantFrom('points.commit', 'points.void'), of: fc.nat() }),
);
const history = fc.array(
  fc.record({
    what: happening,
    days: fc.integer({ min: 0, max: 40 }),
    card: fc.constantFrom('A', 'B'),
  }),
  { minLength: 3, maxLength: 25 },
);

type Happening = { type: string; of?: number; total?: number; channel?: string } & Partial<
  Record<'currency' | 'amount', string | number>
>;

function eventOf(what: Happening, id: string, card: string, done: readonly string[]) {
  const event = { id, type: what.type, member: { card } };
  const named = (type: string) => {
    const fitting = done.filter((one) => one.startsWith(type));
    return fitting[(what.of ?? 0) % Math.max(1, fitting.length)] ?? 'none';
  };
  switch (what.type) {
    case 'purchase':
      return { ...event, channel: what.channel, data: { total: what.total } };
    case 'return':
      return { ...event, data: { purchase: { id: named(`purchase-${card}`) } } };
    case 'points.commit':
    case 'points.void':
      return { ...event, data: { hold: named(`points.hold-${card}`) } };
    case 'points.transfer': {
      const { currency, amount } = what;
      return { ...event, to: { card: card === 'A' ? 'B' : 'A' }, data: { currency, amount } };
    }
    default: {
      const { currency, amount } = what;
      return { ...event, data: { currency, amount, reason: 'test' } };
    }
  }
}

type Figures = Record<string, { active: number; pending: number; held: number }>;

function figuresOf({ body }: Answer): Figures {
  const entries = Object.entries(body.currencies as Figures);
  return Object.fromEntries(
    entries.map(([id, { active, pending, held }]) => [id, { active, pending, held }]),
  );
}

test('balances, lots, causes and totals say the same, then and later', async () => {
  const property = fc.asyncProperty(history, async (steps) => {
    const hub = await testHub({ program: PROGRAM, at: START });
    try {
      const seen: { at: number; card: string; figures: Figures; totals: Figures }[] = [];
      const done: string[] = [];
      let at = START;
      for (const [index, { what, days, card }] of steps.entries()) {
        at += days * DAY + 60_000;
        hub.clock.turnTo(at);
        const id = `${what.type}-${card}-${index}`;
        const { status } = await hub.post('/v1/events', eventOf(what, id, card, done));
        assert.ok(status < 500);
        if (status < 300) done.push(id);
        if ((await hub.get(`/v1/members/card:${card}`)).status === 404) continue;
        seen.push({ at, card, ...(await look(hub, card)) });
      }
      await assertAsSeen(hub, seen);
      hub.clock.turnTo(at + 200 * DAY);
      await assertAsSeen(hub, seen);
      await settle(hub);
      await assertAsSeen(hub, seen);
    } finally {
      await hub.stop();
    }
  });
  await fc.assert(property, { numRuns: 12, seed: 7, endOnFailure: true });
});

type Hub = Awaited<ReturnType<typeof testHub>>;

/** What is seen now, after checking that every view of it agrees. */
async function look(hub: Hub, card: string) {
  const figures = figuresOf(await hub.get(`/v1/members/card:${card}/balances`));
  const { lots } = (await hub.get(`/v1/members/card:${card}/lots?all=true`)).body;
  for (const [currency, { active, pending, held }] of Object.entries(figures)) {
    const own = lots.filter((lot: { currency: string }) => lot.currency === currency);
    const sum = (key: string) =>
      own.reduce((total: number, lot: Record<string, number>) => total + (lot[key] ?? 0), 0);
    assert.deepEqual([sum('left'), sum('pending'), sum('held')], [active, pending, held]);
    for (const lot of own) {
      const out = lot.spent + lot.expired + lot.clawedBack + lot.adjusted + lot.sent;
      assert.equal(lot.received + lot.moved - out, lot.left + lot.pending + lot.held, lot.lot);
    }
    const why = await hub.get(`/v1/members/card:${card}/points/why?currency=${currency}`);
    assert.equal(why.body.total, active + pending + held);
  }
  return { figures, totals: figuresOf(await hub.get('/v1/points/summary')) };
}

/** Looking back at each moment shows what was seen then. */
async function assertAsSeen(
  hub: Hub,
  seen: readonly { at: number; card: string; figures: Figures; totals: Figures }[],
) {
  for (const { at, card, figures, totals } of seen) {
    const moment = new Date(at).toISOString();
    const back = await hub.get(`/v1/members/card:${card}/balances?at=${moment}`);
    assert.deepEqual(figuresOf(back), figures, moment);
    const all = await hub.get(`/v1/points/summary?at=${moment}`);
    assert.deepEqual(figuresOf(all), totals, moment);
  }
}

async function settle(hub: Hub): Promise<void> {
  const rooms = await openRooms({
    url: hub.databaseUrl,
    pool: hub.pool,
    clock: hub.clock,
    log: openLog('silent'),
    vault: await testVault(hub.pool),
    limits: { queueMax: 10, batchMax: 10 },
  });
  const programs = rooms.programs();
  assert.ok(programs);
  const settled = await settleDue(hub.pool, { now: hub.clock.now(), limit: 100, programs });
  assert.equal(settled.more, false);
  await rooms.close();
}

const hub = await testHub({ program: PROGRAM, at: START });
after(() => hub.stop());

test('histories are paged without gaps, newest first', async () => {
  const visit = (index: number) => ({
    id: `v${index}`,
    type: 'visit',
    member: { card: 'P' },
  });
  await hub.post(
    '/v1/events',
    Array.from({ length: 25 }, (_, index) => visit(index)),
  );
  for (const kind of ['entries', 'events']) {
    const numbers: number[] = [];
    let cursor = '';
    do {
      const { body } = await hub.get(`/v1/members/card:P/${kind}?limit=7${cursor}`);
      numbers.push(...body.items.map(({ no }: { no: number }) => no));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    assert.deepEqual(
      numbers,
      Array.from({ length: 25 }, (_, index) => 25 - index),
    );
  }
});

test('tiers say what is missing, and what keeps the level when the window moves', async () => {
  const buy = (id: string, total: number) =>
    hub.post('/v1/purchases', { id, member: { card: 'T' }, data: { total } });
  await buy('t1', 60_000);
  hub.clock.turnTo(START + 100 * DAY);
  await buy('t2', 60_000);
  const { body } = await hub.get('/v1/members/card:T/tiers');
  const [status, ladder] = body.sets;
  assert.deepEqual(status.level, { id: 'silver', name: { en: 'Silver', zh: '银卡' } });
  assert.equal(status.value, 1_200);
  assert.deepEqual([status.next.level, status.next.missing], ['gold', 3_800]);
  assert.deepEqual(
    [status.keep.needed, status.keep.counted, status.keep.missing],
    [1_000, 0, 1_000],
  );
  assert.equal(status.keep.by, status.review);
  assert.equal(ladder.level.id, 'grower');
  assert.equal(ladder.next, null);
});

test('an event tells why, in both languages, by the names of its program', async () => {
  const { body: bought } = await hub.post('/v1/purchases', {
    id: 'w1',
    channel: 'store',
    member: { card: 'W' },
    data: { total: 12_345 },
  });
  assert.equal(bought.points.star.earned, 123);
  const { body } = await hub.get('/v1/events/api/w1');
  const told = (rule: string) => body.why.find((one: { rule: string }) => one.rule === rule);
  const [star, coins] = [told('base-star'), told('coins')];
  assert.equal(star.text.zh, '每元一星：123 star。规则足额发放。');
  assert.equal(coins.reason, 'channel_not_listed');
  assert.equal(coins.text.en, 'coins: The rule is not for this channel.');
  assert.deepEqual(
    body.entries.map(({ cause, change }: { cause: string; change: number }) => [cause, change]),
    [
      ['earned', 123],
      ['earned', 123],
    ],
  );
});

test('a member is found by every identifier, and shown masked unless asked', async () => {
  const member = { card: 'HM00001234', phone: '+86 138-0013-8000', email: 'Ming@Example.com' };
  const { body: answer } = await hub.post('/v1/members', { id: 'm1', member });
  const ways = [
    answer.member,
    'card:HM00001234',
    'phone:%2B8613800138000',
    'email:MING@example.com',
  ];
  for (const way of ways) {
    const { status, body } = await hub.get(`/v1/members/${way}`);
    assert.deepEqual([status, body.id], [200, answer.member], way);
  }
  const masked = await hub.get('/v1/members?phone=%2B8613800138000');
  assert.equal(masked.body.items[0].identifiers[2].value, '+86*******8000');
  const open = await hub.get(`/v1/members/${answer.member}?reveal=true`);
  assert.equal(open.body.identifiers[2].value, '+8613800138000');
});

test('what waits says for what', async () => {
  await hub.post('/v1/purchases', { id: 'u1', data: { total: 100 } });
  const back = { id: 'u2', data: { purchase: { id: 'unseen' } } };
  assert.equal((await hub.post('/v1/returns', back)).body.status, 'parked');
  assert.equal((await hub.get('/v1/events/api/u1')).body.status, 'unclaimed');
  assert.equal((await hub.get('/v1/events/api/u2')).body.status, 'parked');
});
