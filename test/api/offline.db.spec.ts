/**
 * Goal: a till that was away is taken in exactly once. 1,000 operations with repetitions, names
 * used twice and conflicts, uploaded three times in random order, leave the same books as once, and
 * every conflict is told. Method: two hubs, one list.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Random } from '../../demo/random.ts';
import { fingerprint, type TestHub, testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const PROGRAM = {
  program: 'away',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: { rolling: 'P1Y' }, transfer: true } },
  earning: [
    { id: 'star', on: 'purchase', earn: { points: 'star', per: { spend: '1.00' } } },
    { id: 'visit', on: 'visit', earn: { points: 'star', amount: 2 } },
  ],
  intake: { acceptWithin: 'P30D', returnWithin: 'P7D' },
  offline: { conflicts: { 'points.spend': 'accept', purchase: 'refuse' }, otherwise: 'review' },
};
const START = Date.UTC(2026, 5, 1);
const MEMBERS = 40;
type Operation = Readonly<Record<string, unknown>>;

const once = await testHub({ program: PROGRAM, at: START });
const thrice = await testHub({ program: PROGRAM, at: START });
const second = await testHub({ beside: thrice });
after(async () => {
  await second.stop();
  await once.stop();
  await thrice.stop();
});

const random = new Random();
random.seat(7, 0, 0);

/** What a till might do next: mostly what fits, now and then what does not. */
function operation(index: number): Operation {
  const happenedAt = new Date(START - 86_400_000 + index * 60_000).toISOString();
  const member = { card: `M${random.below(MEMBERS)}` };
  const head = { op: `op-${index}`, number: index, happenedAt };
  const share = random.unit();
  if (share < 0.5 || index < 50) {
    const receipt = random.chance(0.05) ? 'R-twice' : `R-${index}`;
    const data = { total: random.between(1, 90) * 100, receipt };
    return { ...head, type: 'purchase', member, store: 'S1', data };
  }
  const amount = random.between(1, 60);
  if (share < 0.8) {
    return { ...head, type: 'points.spend', member, data: { currency: 'star', amount } };
  }
  if (share < 0.9) {
    const data = { purchase: { id: `op-${random.below(50)}` } };
    return { ...head, type: 'return', data };
  }
  if (share < 0.95) return { ...head, type: 'visit', member, data: {} };
  const to = { card: `M${random.below(MEMBERS)}` };
  return { ...head, type: 'points.transfer', member, to, data: { currency: 'star', amount } };
}

function thousand(): Operation[] {
  const own = Array.from({ length: 830 }, (_, index) => operation(index));
  const pick = () => own[random.below(own.length)] as Operation;
  const again = Array.from({ length: 110 }, pick);
  const other = Array.from({ length: 50 }, (_, index) => {
    const happenedAt = new Date(START - index * 1_000).toISOString();
    return { ...pick(), happenedAt, type: 'visit', data: { why: index } };
  });
  const odd = Array.from({ length: 10 }, (_, index) => ({ number: index, type: 'visit' }));
  return shuffled([...own, ...again, ...other, ...odd]);
}

function shuffled<T>(list: readonly T[]): T[] {
  const keyed = list.map((one) => [random.unit(), one] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, one]) => one);
}

const OPERATIONS = thousand();

interface Report {
  readonly op: string | null;
  readonly state: string;
  readonly repeated: boolean;
  readonly conflict: string | null;
}

async function upload(hub: TestHub, operations: readonly Operation[], till = 'S1-1') {
  const { status, body } = await hub.post('/v1/offline/uploads', { till, operations });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.operations.length, operations.length);
  return body as { counts: Record<string, number>; conflicts: number; operations: Report[] };
}

/** What an upload said of each operation, in one order. */
function told(reports: readonly Report[]): string[] {
  return reports.map(({ op, state, conflict }) => `${op} ${state} ${conflict}`).sort();
}

async function books(hub: TestHub): Promise<unknown> {
  const { rows: entries } = await hub.pool.query(
    `select member_id, event_no, seq, amount, from_account, to_account, from_lot, to_lot
      from entries order by 1, 2, 3`,
  );
  const { rows: events } = await hub.pool.query(
    'select member_id, no, source, id, type, decision from events order by 1, 2',
  );
  return { entries, events };
}

const conflicts = async (hub: TestHub, state = 'all') =>
  (await hub.get(`/v1/offline/conflicts?limit=1000&state=${state}`)).body.conflicts;

test('1,000 operations three times in random order are the same as once', async (context) => {
  assert.equal(OPERATIONS.length, 1_000);
  const first = await upload(once, OPERATIONS);
  context.diagnostic(`${JSON.stringify(first.counts)}, ${first.conflicts} conflicts told`);
  const expected = await books(once);
  const again = await upload(thrice, shuffled(OPERATIONS));
  assert.deepEqual(told(again.operations), told(first.operations));
  assert.deepEqual(await books(thrice), expected);
  const untouched = await fingerprint(thrice.pool);
  for (const hub of [second, thrice]) {
    const more = await upload(hub, shuffled(OPERATIONS));
    assert.deepEqual(told(more.operations), told(first.operations));
    assert.ok(more.operations.every(({ op, repeated }) => repeated === (op !== null)));
  }
  assert.deepEqual(await fingerprint(thrice.pool), untouched);
  assert.deepEqual(await conflicts(thrice), await conflicts(once));
});

test('every conflict is told, once for each operation, with its reason', async () => {
  const { operations } = await upload(once, OPERATIONS);
  const named = operations.filter(({ op, conflict }) => op !== null && conflict !== null);
  const kept = await conflicts(once);
  assert.deepEqual(
    [...new Set(told(named))],
    kept
      .map(({ op, state, conflict }: Report) => `${op} ${state} ${conflict}`)
      .sort()
      .filter((one: string, index: number, all: string[]) => all[index - 1] !== one),
  );
  const reasons = new Set(named.map(({ conflict }) => conflict));
  for (const reason of [
    'overdrawn',
    'points_insufficient',
    'receipt_already_used',
    'return_exceeds_purchase',
    'operation_reused',
  ]) {
    assert.ok(reasons.has(reason), reason);
  }
  const odd = operations.filter(({ op }) => op === null);
  assert.deepEqual([...new Set(odd.map(({ conflict }) => conflict))], ['operation_unnamed']);
});

test('20 uploads of one list at once, at two hubs: each operation counts once', async () => {
  const operations = Array.from({ length: 60 }, (_, index) => ({
    ...{ op: `n${index}`, type: 'points.spend', happenedAt: '2026-05-31T12:00:00+08:00' },
    member: { card: 'crowd' },
    data: { currency: 'star', amount: 1 },
  }));
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      upload(index % 2 ? second : thrice, shuffled(operations), 'S1-2'),
    ),
  );
  assert.equal(new Set(all.map(({ operations: one }) => told(one).join())).size, 1);
  const { body } = await thrice.get('/v1/members/card:crowd/balances');
  assert.equal(body.currencies.star.active, -60);
});

test('a conflict that waits is applied after all once, or let go', async () => {
  const open = (await conflicts(thrice, 'open')) as { op: string; type: string }[];
  assert.ok(open.length > 3, `${open.length} wait`);
  const spend = { op: 'late', type: 'points.transfer', happenedAt: '2026-05-31T12:00:00+08:00' };
  const poor = {
    ...{ ...spend, member: { card: 'poor' }, to: { card: 'rich' } },
    data: { currency: 'star', amount: 5 },
  };
  const { operations } = await upload(thrice, [poor], 'S1-3');
  assert.deepEqual(told(operations), ['late review points_insufficient']);
  const path = '/v1/offline/conflicts/S1-3/late';
  const still = await thrice.post(path, { decision: 'accept', reason: 'test' });
  assert.deepEqual([still.status, still.body.code], [409, 'points_insufficient']);
  const gift = { currency: 'star', amount: 9, reason: 'test' };
  await thrice.post('/v1/members/card:poor/points/goodwill', gift);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? second : thrice).post(path, { decision: 'accept', reason: 'test' }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const { body } = await thrice.get('/v1/members/card:poor/balances');
  assert.equal(body.currencies.star.active, 4);
  const last = await upload(thrice, [poor], 'S1-3');
  assert.deepEqual(told(last.operations), ['late accepted points_insufficient']);
});

test('bad uploads are told as such', async () => {
  for (const body of [null, {}, { till: 'a b', operations: [] }, { till: 'x', operations: 1 }]) {
    const answer = await once.post('/v1/offline/uploads', body);
    assert.deepEqual([answer.status, answer.body.code], [422, 'upload_unreadable']);
  }
});

test('the books prove', async () => {
  await proveHub(once);
  await proveHub(thrice);
});
