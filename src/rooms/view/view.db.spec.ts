/** Goal: one answer knows a member whole, and every part says where it comes from. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PROGRAM } from '../../../test/api/program.ts';
import { type TestHub, testHub } from '../../../test/hub.ts';
import { countPortraits } from './index.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;

let hub: TestHub;
let number = 0;

before(async () => {
  hub = await testHub({ program: PROGRAM, at: NOW });
  await send('member.enrolled', 400, 'web', { attributes: { language: 'zh' }, tags: ['founder'] });
  for (let n = 0; n < 20; n++) await send('purchase', 390 - n * 10, 'store', basketOf('tea'));
  for (let n = 0; n < 8; n++) await send('purchase', 60 - n * 5, 'app', basketOf('coffee'));
  await send('product.viewed', 2, 'app', { category: 'coffee' });
  await send('review.posted', 1, 'app', { rating: 5, text: 'Ming liked it' });
  await send('member.updated', 1, 'app', { attributes: { language: 'en' } });
});
after(() => hub.stop());

async function send(type: string, daysAgo: number, channel: string, data: unknown): Promise<void> {
  const answer = await hub.post('/v1/events', {
    ...{ id: `e${number++}`, source: 'pos', type, channel, data },
    member: { card: 'A', phone: '+8613800138000' },
    happenedAt: new Date(NOW - daysAgo * DAY).toISOString(),
  });
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
}

function basketOf(category: string): unknown {
  return { lines: [{ line: '1', sku: `S-${category}`, category, quantity: 1, gross: 2_000 }] };
}

test('a view says what a member has, has done, and prefers', async () => {
  const { status, body } = await hub.get('/v1/members/card:A');
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.purchases.count, 28);
  assert.deepEqual(
    body.channels.map((one: { channel: string; events: number }) => [one.channel, one.events]),
    [
      ['app', 11],
      ['store', 20],
      ['web', 1],
    ],
  );
  assert.equal(body.channels[2].first.at, new Date(NOW - 400 * DAY).toISOString());
  assert.equal(body.recent.purchase.length, 5);
  assert.equal(body.recent.feedback[0].about.rating, 5);
  const [coffee, tea] = body.preferences.categories;
  assert.deepEqual([coffee.category, coffee.trend, coffee.browsed], ['coffee', 'rising', 1]);
  assert.deepEqual([tea.category, tea.trend], ['tea', 'falling']);
  assert.deepEqual(body.counted, { events: body.events, all: true });
});

test('each part names the event that said it last, its time, and what it rests on', async () => {
  const { sources } = (await hub.get('/v1/members/card:A')).body;
  const membership = { ground: 'membership', purpose: null, asked: null };
  assert.equal(sources['attributes/language'].event.id, `e${number - 1}`);
  assert.deepEqual(sources['attributes/language'].basis, membership);
  assert.equal(sources['tags/founder'].event.id, 'e0');
  assert.equal(sources.purchases.event.id, 'e28');
  assert.equal(sources['channels/web'].event.id, 'e0');
});

test('a kept portrait and one counted anew say the same', async () => {
  const read = async () => (await hub.get('/v1/members/card:A')).body;
  const before = await read();
  for (let n = 0; n < 220; n++) await send('visit', 3, 'store', {});
  const counted = await read();
  const { rows } = await hub.pool.query('select no from view_portraits');
  assert.deepEqual(rows, [{ no: counted.events }]);
  await send('visit', 2, 'store', {});
  const after = await read();
  await hub.pool.query('delete from view_portraits');
  assert.deepEqual(await read(), after);
  assert.deepEqual(after.preferences, before.preferences);
});

test('identifiers are masked unless asked for, and then it stands in the log', async () => {
  const masked = (await hub.get('/v1/members/card:A')).body.identifiers;
  assert.ok(masked.every(({ value }: { value: string }) => value.includes('*')));
  const shown = (await hub.get('/v1/members/card:A?reveal=true')).body.identifiers;
  assert.ok(shown.some(({ value }: { value: string }) => value === '+8613800138000'));
  const { rows } = await hub.pool.query(
    `select fields from audit_log where action = 'members.read' and fields is not null
      order by day desc, at desc, no desc limit 1`,
  );
  assert.deepEqual(rows, [{ fields: ['identifiers', 'profile'] }]);
});

test('members for whom much was recorded are counted before anybody looks', async () => {
  await countPortraits(hub.pool, hub.clock.now());
  for (let part = 0; part < 3; part++) {
    const events = Array.from({ length: 200 }, (_, n) => ({
      ...{ id: `b${part}-${n}`, type: 'visit', member: { card: 'B' } },
      happenedAt: new Date(NOW - DAY).toISOString(),
    }));
    assert.equal((await hub.post('/v1/events', events)).status, 200);
  }
  await countPortraits(hub.pool, hub.clock.now() + DAY);
  const { rows } = await hub.pool.query('select no from view_portraits where no >= 500');
  assert.equal(rows.length, 1);
});
