/**
 * Goal: a scene sees the kinds of real touchpoints, nobody can forge them, a dry run is the truth,
 * and `verify` decides all of it again, also when a touchpoint has become another one since.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const hub = await testHub({
  at: Date.UTC(2026, 5, 20),
  program: {
    ...{ program: 'scenes', timezone: 'UTC', currency: 'EUR' },
    points: { star: { expiry: 'never' } },
    scenes: [
      {
        id: 'app-then-door',
        name: { en: 'From the app into the store', zh: '线上逛后到店' },
        within: 'P1D',
        when: `touches.type("product.viewed").kind("app")
          .followedBy(touches.type("visit").kind("sensor"), "PT24H").any`,
      },
    ],
    earning: [
      {
        ...{ id: 'come-in', on: 'visit', when: 'scene("app-then-door")' },
        earn: { points: 'star', amount: 10 },
      },
    ],
  },
});
after(() => hub.stop());
const json = { 'content-type': 'application/json' };
const register = (...touchpoints: object[]) =>
  hub.request('PUT', '/v1/catalog/touchpoints', {
    body: JSON.stringify(touchpoints),
    headers: json,
  });
const app = { id: 'app', kind: 'app', channel: 'app' };
await register(app, { id: 'door', kind: 'sensor', store: 's1' }, { id: 'site', kind: 'web' });

const touch = (card: string, type: string, touchpoint: string, at: string, data: object = {}) => ({
  ...{ id: `${card} ${type} ${at}`, type, touchpoint, data },
  ...{ member: { card }, happenedAt: `2026-06-19T${at}:00Z` },
});
const earned = (answer: { body: { points: { star?: { active: number } } } }) =>
  answer.body.points.star?.active ?? 0;

test('seen in the app, then at the door: it pays, and the dry run said so', async () => {
  await hub.post('/v1/events', touch('ann', 'product.viewed', 'app', '08:00'));
  const visit = touch('ann', 'visit', 'door', '10:00');
  assert.equal(earned(await hub.post('/v1/events?dryRun=true', visit)), 10);
  const { body } = await hub.post('/v1/events', visit);
  assert.equal(body.points.star.active, 10);
  assert.deepEqual(body.rules.at(-1), {
    ...{ rule: 'scene:app-then-door', reason: 'scene_held', points: 0 },
  });
  const told = await hub.get(`/v1/events/api/${encodeURIComponent(visit.id)}`);
  const why = told.body.why.find(({ rule }: { rule: string }) => rule === 'scene:app-then-door');
  assert.equal(why.text.en, 'From the app into the store: The scene held.');
});

test('the timeline tells scenes that came about, the event all of them', async () => {
  await hub.post('/v1/events', touch('eve', 'product.viewed', 'app', '08:00'));
  const early = touch('eve', 'visit', 'door', '07:00');
  await hub.post('/v1/events', early);
  const { body } = await hub.post('/v1/events', touch('eve', 'visit', 'door', '10:00'));
  const { items } = (await hub.get(`/v1/members/${body.member}/timeline`)).body;
  const kinds = JSON.stringify(items.map(({ did }: { did: { effects: object[] } }) => did.effects));
  assert.match(kinds, /scene\.held/);
  assert.doesNotMatch(kinds, /scene\.missed/);
  const told = await hub.get(`/v1/events/api/${encodeURIComponent(early.id)}`);
  assert.match(JSON.stringify(told.body.effects), /scene\.missed/);
});

test('what the sender says of the kind counts for nothing', async () => {
  const forged = { found: { touch: 'app' } };
  await hub.post('/v1/events', touch('bob', 'product.viewed', 'site', '08:00', forged));
  assert.equal(earned(await hub.post('/v1/events', touch('bob', 'visit', 'door', '10:00'))), 0);
});

test('a visit that arrives out of order is judged by its moment', async () => {
  const late = touch('cid', 'visit', 'door', '09:00');
  await hub.post('/v1/events', [touch('cid', 'product.viewed', 'app', '11:00')]);
  await hub.post('/v1/events', touch('cid', 'product.viewed', 'app', '08:30'));
  assert.equal(earned(await hub.post('/v1/events', late)), 10);
});

test('twenty at once: one member, one order, one scene each', async () => {
  await hub.post('/v1/events', touch('dan', 'product.viewed', 'app', '08:00'));
  const visits = Array.from({ length: 20 }, (_, index) =>
    hub.post('/v1/events', touch('dan', 'visit', 'door', `10:${10 + index}`)),
  );
  const answers = await Promise.all(visits);
  assert.ok(answers.every(({ status }) => status === 201));
  assert.equal(Math.max(...answers.map(earned)), 200);
});

test('verify decides it again, also when the touchpoint is of another kind by now', async () => {
  await register({ ...app, kind: 'web' });
  await proveHub(hub);
});
