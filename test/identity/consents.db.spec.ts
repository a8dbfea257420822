/** Goal: a no holds for the whole person, before and after a merge; a yes never spreads. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../api/program.ts';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';

const purpose = (id: string) => ({
  id,
  name: id,
  versions: [{ id: '1', from: '2026-01-01', text: 'May we?' }],
});
const AT = Date.UTC(2026, 5, 1, 4);
const consent = { purposes: ['news', 'calls', 'profiling', 'partners'].map(purpose) };
const hub = await testHub({ program: { ...PROGRAM, consent }, at: AT });
after(() => hub.stop());

let hours = 0;
function later(): void {
  hours += 1;
  hub.clock.turnTo(AT + hours * 3_600_000);
}

/** Each word an hour after the one before. */
async function say(card: string, word: 'yes' | 'no', what: string): Promise<void> {
  later();
  const path = `/v1/members/card:${card}/consents${word === 'no' ? '/withdrawals' : ''}`;
  const more = word === 'yes' ? { version: '1', proof: { how: 'paper' } } : {};
  const { status, body } = await hub.post(path, { purpose: what, ...more });
  assert.equal(status, 201, JSON.stringify(body));
}

async function agreed(id: string): Promise<string> {
  const { purposes } = (await hub.get(`/v1/members/${id}/consents`)).body;
  return purposes
    .flatMap((one: { id: string; channels: { said: string }[] }) =>
      one.channels.map(({ said }) => (said === 'nothing' ? [] : `${one.id} ${said}`)),
    )
    .flat()
    .join(', ');
}

test('noes come along, are given back where nothing was said since, and yeses stay', async () => {
  const enrol = async (card: string) =>
    (await hub.post('/v1/members', { member: { card } })).body.member;
  const [ann, bea] = [await enrol('ann'), await enrol('bea')];
  await say('bea', 'no', 'calls');
  for (const what of ['news', 'calls', 'partners']) await say('ann', 'yes', what);
  await say('bea', 'yes', 'profiling');
  await say('bea', 'no', 'news');
  await say('ann', 'no', 'profiling');
  later();
  const evidence = [{ kind: 'phone', says: 'both have verified it' }];
  const merge = { id: 'm1', to: { id: ann }, evidence };
  assert.equal((await hub.post(`/v1/members/${bea}/merge`, merge)).status, 201);
  assert.equal(await agreed(ann), 'news no, calls yes, profiling no, partners yes');
  await say('bea', 'no', 'partners');
  assert.equal(await agreed(ann), 'news no, calls yes, profiling no, partners no');
  const undo = { id: 'u1', to: { id: bea } };
  assert.equal((await hub.post(`/v1/members/${ann}/unmerge`, undo)).status, 201);
  assert.equal(await agreed(ann), 'news yes, calls yes, profiling no, partners no');
  assert.equal(await agreed(bea), 'news no, calls no, profiling yes, partners no');
  await proveHub(hub);
});
