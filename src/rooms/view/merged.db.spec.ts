/** Goal: who was two members and is one is seen as one, until the merge is undone. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../../../test/api/program.ts';
import { testHub } from '../../../test/hub.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;

const hub = await testHub({ program: PROGRAM, at: NOW });
after(() => hub.stop());

async function send(card: string, id: string, daysAgo: number, channel: string): Promise<string> {
  const { status, body } = await hub.post('/v1/events', {
    ...{ id, type: 'purchase', channel, member: { card }, data: { total: 1_000 } },
    happenedAt: new Date(NOW - daysAgo * DAY).toISOString(),
  });
  assert.ok(status < 300, JSON.stringify(body));
  return body.member;
}

async function lookAt(card: string) {
  const { body: view } = await hub.get(`/v1/members/card:${card}`);
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await hub.get(`/v1/members/card:${card}/timeline?kind=purchase&limit=2${cursor}`);
    ids.push(...page.body.items.map(({ id }: { id: string }) => id));
    if (page.body.next === null) return { view, ids };
    cursor = `&cursor=${page.body.next}`;
  }
}

test('the timeline and the view of a merged person hold what both did', async () => {
  const survivor = await send('A', 'a1', 10, 'app');
  await send('A', 'a2', 6, 'app');
  const merged = await send('B', 'b1', 8, 'store');
  await send('B', 'b2', 4, 'store');
  const before = await lookAt('A');
  assert.deepEqual(before.ids, ['a2', 'a1']);
  const answer = await hub.post(`/v1/members/${merged}/merge`, {
    ...{ id: 'm1', to: { id: survivor }, evidence: [{ kind: 'asked', says: 'at the counter' }] },
  });
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  const one = await lookAt('A');
  assert.deepEqual(one.ids, ['b2', 'a2', 'b1', 'a1']);
  assert.deepEqual(
    one.view.channels.map(({ channel, events }: never) => [channel, events]).sort(),
    [
      ['app', 2],
      ['store', 2],
    ],
  );
  assert.deepEqual(
    one.view.recent.purchase.map(({ id }: { id: string }) => id),
    ['b2', 'a2', 'b1', 'a1'],
  );
  assert.deepEqual(
    one.view.merged.map(({ member }: { member: string }) => member),
    [merged],
  );
});
