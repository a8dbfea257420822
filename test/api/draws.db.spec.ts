/** Goal: a draw gives each unit to one entry, the same however often it is closed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { drawWinners } from '../../src/rooms/rewards/index.ts';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { PROGRAM } from './program.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const seed = 'the first frost of 2026';
const trip = {
  ...{ id: 'trip', kind: 'partner', price: { points: 'star', amount: 10 }, stock: { total: 3 } },
  draw: { until: '2026-06-10', seal: digest(seed), within: 'P7D', claim: 'P2D' },
};
const START = Date.UTC(2026, 5, 1);
const hub = await testHub({ program: { ...PROGRAM, rewards: [trip] }, at: START });
after(() => hub.stop());

const CARDS = Array.from({ length: 40 }, (_, index) => `card-${index}`);
const close = (said = seed) => hub.post('/v1/rewards/trip/draw', { seed: said });

async function stateOf(card: string): Promise<string | undefined> {
  const { body } = await hub.get(`/v1/members/card:${card}/redemptions`);
  return body.redemptions[0]?.state;
}

test('forty enter; one thinks better of it; before its end nothing is drawn', async () => {
  for (const card of CARDS) {
    const gift = { currency: 'star', amount: 10, reason: 'test' };
    await hub.post(`/v1/members/card:${card}/points/goodwill`, gift);
    const path = `/v1/members/card:${card}/redemptions/holds`;
    const entered = await hub.post(path, { id: `e-${card}`, reward: 'trip' });
    assert.equal(entered.body.effects[0].kind, 'entered');
  }
  const gone = { member: { card: 'card-0' }, redemption: 'e-card-0' };
  assert.equal((await hub.post('/v1/redemptions/void', gone)).status, 201);
  const early = await close();
  assert.deepEqual([early.status, early.body.code], [409, 'draw_still_open']);
});

test('closed twenty times at once: three win, by the seed alone', async () => {
  hub.clock.turnTo(START + 11 * 86_400_000);
  assert.equal((await close('another seed')).body.code, 'seed_differs');
  const answers = await Promise.all(Array.from({ length: 20 }, () => close()));
  for (const { status, body } of answers) {
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.entries, body.winners], [39, 3]);
  }
  const entries = CARDS.slice(1).map((card) => `api/e-${card}`);
  const expected = drawWinners({ reward: 'trip', seed, winners: 3 }, entries, digest);
  const winners: string[] = [];
  for (const card of CARDS) if ((await stateOf(card)) === 'held') winners.push(`api/e-${card}`);
  assert.deepEqual(winners.toSorted(), expected.toSorted());
  const { body } = await hub.get('/v1/points/summary');
  const { active, held } = body.currencies.star;
  assert.deepEqual([active, held], [370, 30]);
});

test('a winner takes the prize; what nobody takes in time is on the shelf again', async () => {
  const won: string[] = [];
  for (const card of CARDS) if ((await stateOf(card)) === 'held') won.push(card);
  const [first = '', second = ''] = won;
  const said = { member: { card: first }, redemption: `e-${first}` };
  assert.equal((await hub.post('/v1/redemptions/commit', said)).status, 201);
  hub.clock.turnTo(hub.clock.now() + 3 * 86_400_000);
  const late = { member: { card: second }, redemption: `e-${second}` };
  assert.equal((await hub.post('/v1/redemptions/commit', late)).body.code, 'redemption_not_open');
  assert.equal((await close()).body.more, false);
});

test('the books prove all of it', () => proveHub(hub));
