/**
 * Goal: a timeline holds every event once, in the order of business time, and says what it did.
 * Method: a history that arrives out of order, read page by page, whole and with filters.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PROGRAM } from '../../../test/api/program.ts';
import { type TestHub, testHub } from '../../../test/hub.ts';

const NOW = Date.UTC(2026, 3, 1);
const HOUR = 3_600_000;
const EVENTS = 60;
const TYPES = ['purchase', 'visit', 'product.viewed', 'review.posted', 'points.goodwill'];
const CHANNELS = ['app', 'store', 'web'];

let hub: TestHub;

before(async () => {
  hub = await testHub({ program: PROGRAM, at: NOW });
  for (let n = 0; n < EVENTS; n++) {
    const type = TYPES[n % TYPES.length] ?? '';
    const answer = await hub.post('/v1/events', {
      id: `e${n}`,
      type,
      member: { card: 'A' },
      channel: CHANNELS[n % CHANNELS.length],
      // Every seventh comes late: its business time lies before those that came first.
      happenedAt: new Date(NOW - (n % 7 === 0 ? 900 : 400 - n) * HOUR).toISOString(),
      data: dataOf(type),
    });
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
  }
});
after(() => hub.stop());

function dataOf(type: string): unknown {
  if (type === 'purchase') return { total: 5_000 };
  if (type === 'points.goodwill') return { currency: 'coin', amount: 3, reason: 'sorry' };
  return { category: 'tea', text: 'from Ming' };
}

interface Line {
  no: number;
  kind: string;
  channel: string;
  happenedAt: string;
  about: unknown;
  did: { points: unknown };
  why: { rule: string; reason: string; points: number }[];
  tried: number;
}

async function allOf(query: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, body } = await hub.get(`/v1/members/card:A/timeline?${query}${more}`);
    assert.equal(status, 200, JSON.stringify(body));
    lines.push(...body.items);
    cursor = body.next;
  }
  return lines;
}

test('pages of any size give every event once, newest business time first', async () => {
  const whole = await allOf('limit=200');
  assert.ok(whole.length >= EVENTS);
  const sorted = whole.toSorted((a, b) => b.happenedAt.localeCompare(a.happenedAt) || b.no - a.no);
  assert.deepEqual(whole, sorted);
  assert.equal(new Set(whole.map(({ no }) => no)).size, whole.length);
  for (const limit of [1, 7, 20]) assert.deepEqual(await allOf(`limit=${limit}`), whole);
});

test('filters by kind and channel leave out the rest and nothing else', async () => {
  const whole = await allOf('limit=200');
  assert.deepEqual(
    await allOf('limit=3&kind=visit,feedback'),
    whole.filter(({ kind }) => kind === 'visit' || kind === 'feedback'),
  );
  assert.deepEqual(
    await allOf('limit=4&channel=app&kind=purchase'),
    whole.filter(({ kind, channel }) => kind === 'purchase' && channel === 'app'),
  );
  assert.deepEqual(await allOf('channel=nowhere'), []);
});

test('a line says what it did and why, in words', async () => {
  const [line] = await allOf('limit=200&kind=purchase&channel=app');
  assert.deepEqual(line?.about, {
    receipt: null,
    lines: 1,
    pieces: 1,
    net: 5_000,
    shipping: 0,
    categories: [],
  });
  assert.deepEqual(line.did.points, {
    star: { earned: 50 },
    growth: { earned: 50 },
    coin: { earned: 5 },
  });
  assert.ok(line.why.some(({ rule, reason }) => rule === 'coins' && reason === 'paid'));
  assert.ok(line.why.every(({ points }) => points !== 0));
  const [event] = await allOf('limit=200&kind=visit');
  assert.ok(event);
  assert.equal(event.why.length + event.tried, 1);
});

test('a page that was read stands in the log, with the reader and the member', async () => {
  const read = await hub.get('/v1/members/card:A/timeline?limit=1');
  const { rows } = await hub.pool.query(
    `select actor, subject, detail from audit_log where action = 'members.read'
      order by at desc, no desc limit 1`,
  );
  assert.deepEqual(rows, [
    { actor: 'admin', subject: read.body.member, detail: { what: 'timeline' } },
  ]);
});

test('what is no page is refused by name', async () => {
  const at = async (query: string) =>
    (await hub.get(`/v1/members/card:A/timeline?${query}`)).status;
  assert.equal(await at('cursor=nonsense'), 400);
  assert.equal(await at('kind=everything'), 400);
  assert.equal(await at('limit=0'), 400);
  assert.equal((await hub.get('/v1/members/card:NOBODY/timeline')).status, 404);
});
