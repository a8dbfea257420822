/** Goal: a token that proves a person is asked about at a real service, and not waited for long. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';

const asked: string[] = [];
/** Says yes to `good`, no to `bad`, nonsense to `odd`, and nothing at all to `slow`. */
const service = createServer(async (request, reply) => {
  let form = '';
  for await (const part of request) form += part;
  asked.push(form);
  const token = new URLSearchParams(form).get('response');
  if (token === 'slow') return;
  const answer = token === 'odd' ? '<html>' : JSON.stringify({ success: token === 'good' });
  reply.setHeader('content-type', 'application/json').end(answer);
});
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
const { port } = service.address() as AddressInfo;

const hub = await testHub({
  at: Date.UTC(2026, 5, 1),
  settings: {
    'siteverify-url': `http://127.0.0.1:${port}/siteverify`,
    'siteverify-secret': 's3cret',
    'siteverify-timeout-ms': 200,
  },
  program: {
    program: 'people',
    timezone: 'UTC',
    currency: 'EUR',
    points: { star: { expiry: 'never' } },
    referrals: {
      qualify: { within: 'P60D' },
      reach: [{ id: 'ordinary', at: 0, grants: [{ points: 'star', amount: 100 }] }],
      fraud: { checks: { 'not-human': { required: true } } },
    },
  },
});
after(async () => {
  await hub.stop();
  service.closeAllConnections();
  service.close();
});

const given = await hub.post('/v1/members/card:ann/referrals/codes', {});
const { code } = given.body.effects[0];

async function come(card: string, token?: string, query = '') {
  const said = { code, ...(token === undefined ? {} : { token }) };
  const body = { id: `enrol-${card}`, member: { card }, referral: said };
  const { body: answer } = await hub.post(`/v1/members${query}`, body);
  const held = answer.effects.find(({ kind }: { kind: string }) => kind === 'referral-held');
  return held?.findings?.[0]?.evidence?.token ?? 'free';
}

test('what the service says counts; who cannot be asked is unreachable', async () => {
  assert.equal(await come('good', 'good'), 'free');
  assert.equal(await come('bad', 'bad'), 'failed');
  assert.equal(await come('odd', 'odd'), 'unreachable');
  assert.equal(await come('slow', 'slow'), 'unreachable');
  assert.equal(await come('none'), 'missing');
  assert.deepEqual(asked[0], 'secret=s3cret&response=good');
});

test('a dry run asks nobody, and the token is kept nowhere', async () => {
  const before = asked.length;
  assert.equal(await come('dry', 'bad', '?dryRun=true'), 'free');
  assert.equal(asked.length, before);
  const { rows } = await hub.pool.query(`select data from events where data like '%"token"%'`);
  assert.deepEqual(rows, []);
});
