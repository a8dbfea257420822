/** Goal: figures say what came in, and a list what to mend, without a word of anybody. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PROGRAM } from '../../../test/api/program.ts';
import { type TestHub, testHub } from '../../../test/hub.ts';
import { HeardCounts, keepHeard } from './index.ts';
import { sweepMembers } from './sweep.ts';
import { countRecorded } from './walk.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;

let hub: TestHub;

before(async () => {
  hub = await testHub({ program: PROGRAM, at: NOW });
  await countRecorded(hub.pool, NOW);
  await hub.request('PUT', '/v1/catalog/categories', {
    body: JSON.stringify([{ id: 'tea', name: 'Tea' }]),
    headers: { 'content-type': 'application/json' },
  });
});
after(() => hub.stop());

async function send(event: Record<string, unknown>, status: number): Promise<void> {
  const answer = await hub.post('/v1/events', {
    ...{ source: 'till', channel: 'store', happenedAt: new Date(NOW - 60_000).toISOString() },
    ...event,
  });
  assert.equal(answer.status, status, JSON.stringify(answer.body));
}

const lines = (category: string) => ({ lines: [{ line: '1', category, gross: 500 }] });

async function figuresOf(query = '') {
  const { status, body } = await hub.get(`/v1/data-quality${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

type Figures = { figure: string; good: number; of: number }[];
const one = (figures: Figures, name: string) => {
  const found = figures.find(({ figure }) => figure === name);
  return found ? [found.good, found.of] : null;
};

test('events are counted by source and channel, once, and only when they are settled', async () => {
  await send({ id: 'a', type: 'purchase', member: { card: 'A' }, data: lines('tea') }, 201);
  await send({ id: 'b', type: 'purchase', member: { card: 'B' }, data: lines('teaa') }, 201);
  await send({ id: 'c', type: 'purchase', data: lines('tea') }, 201);
  await send({ id: 'd', type: 'visit', source: 'door', member: { card: 'A' }, store: 'S9' }, 201);
  assert.deepEqual((await figuresOf()).sources, []);
  for (let times = 0; times < 3; times++) await countRecorded(hub.pool, NOW + 3 * 60_000);
  const { sources } = await figuresOf();
  const [door, till] = sources;
  assert.equal(door.source, 'door');
  assert.deepEqual(one(door.figures, 'store'), [1, 1]);
  assert.deepEqual(one(till.figures, 'store'), [0, 2]);
  assert.deepEqual(one(till.figures, 'category known'), [1, 2]);
  assert.deepEqual(one(till.figures, 'within a minute'), [2, 2]);
});

test('what the intake refused or cleaned is counted, without what was sent', async () => {
  const heard = new HeardCounts();
  const hear = {
    ...{ source: 'till', channel: 'store', withoutMoment: false, unclaimed: false },
    repeated: false,
  };
  const twice = { changed: [], problems: [], repeated: true };
  heard.add({ ...hear, changed: ['/member/phone'], problems: [] });
  const problem = { code: 'not_a_text', path: '/data/lines/17/sku', detail: 'Ming', fix: '' };
  heard.add({ ...hear, changed: [], problems: [problem] });
  heard.add({ ...hear, changed: [], problems: [], unclaimed: true });
  heard.add({ ...hear, ...twice });
  await keepHeard(hub.pool, heard, NOW);
  await keepHeard(hub.pool, heard, NOW);
  const { figures } = await figuresOf('?source=till');
  assert.deepEqual(one(figures, 'accepted'), [2, 3]);
  assert.deepEqual(one(figures, 'clean as sent'), [1, 2]);
  assert.deepEqual(one(figures, 'told once'), [2, 3]);
  assert.deepEqual(one(figures, 'purchases of a member'), [2, 3]);
  const { body } = await hub.get('/v1/data-quality/mend?source=till');
  const named = body.items.map(({ kind, subject }: Record<string, string>) => `${kind} ${subject}`);
  assert.deepEqual(named.sort(), [
    'category teaa',
    'cleaned /member/phone',
    'refused not_a_text /data/lines/-/sku',
  ]);
  assert.ok(!JSON.stringify(body).includes('Ming'));
  const category = body.items.find(({ kind }: { kind: string }) => kind === 'category');
  assert.equal(category.hint, 'tea');
});

test('a sweep goes through all members, and says which fields they have', async () => {
  const { body } = await hub.post('/v1/members', {
    ...{ source: 'app', id: 'e1', member: { card: 'C', phone: '+86 138 0013 8000' } },
    attributes: { language: 'zh' },
  });
  assert.deepEqual(body.changed, ['/member/phone'], JSON.stringify(body));
  await sweepMembers(hub.pool, NOW + DAY);
  const { members } = await figuresOf();
  assert.equal(members.members, 3);
  assert.deepEqual(one(members.figures, 'identifier card'), [3, 3]);
  assert.deepEqual(one(members.figures, 'identifier phone'), [1, 3]);
  assert.deepEqual(one(members.figures, 'attribute language'), [1, 3]);
  assert.deepEqual(one(members.figures, 'reachable'), [1, 3]);
  assert.deepEqual(one(members.figures, 'one row a person'), [3, 3]);
  const { items } = (await hub.get('/v1/data-quality/mend?kind=unreachable')).body;
  assert.equal(items.length, 2);
  await sweepMembers(hub.pool, NOW + DAY + 60_000);
  assert.deepEqual((await figuresOf()).members.before, []);
});
