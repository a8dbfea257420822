/** Goal: consent over HTTP: given once with its proof, withdrawn with one word, used between. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { PROGRAM } from './program.ts';

const consent = {
  purposes: [
    {
      id: 'newsletter',
      name: { en: 'News', zh: '资讯' },
      channels: ['email', 'sms'],
      versions: [
        { id: '1', from: '2026-01-01', text: { en: 'May we write?', zh: '可以联系您吗？' } },
        { id: '2', from: '2027-01-01', text: 'May we write more?' },
      ],
    },
    {
      id: 'profiling',
      name: 'Profiling',
      versions: [{ id: 'a', from: '2026-01-01', text: 'May we look?' }],
      rests: { attributes: ['size'] },
    },
  ],
};
const AT = Date.UTC(2026, 5, 1, 4);
const hub = await testHub({ program: { ...PROGRAM, consent }, at: AT });
after(() => hub.stop());

const of = (card: string, rest = '') => `/v1/members/card:${card}${rest}`;
const proof = { how: 'paper', where: 'desk 3', reference: 'F-2026-118' };
const agree = (card: string, more: object = {}) =>
  hub.post(of(card, '/consents'), {
    purpose: 'newsletter',
    by: 'sms',
    version: '1',
    proof,
    ...more,
  });

test('given once, shown with its proof, withdrawn with one word', async () => {
  const first = await agree('ann', { id: 'c1', store: 's1' });
  assert.equal(first.status, 201);
  assert.equal((await agree('ann', { id: 'c1', store: 's1' })).body.duplicate, true);
  assert.equal((await agree('ann', { id: 'c1', by: 'email' })).body.code, 'event_id_reused');
  const seen = (await hub.get(of('ann', '/consents'))).body;
  const [news, profiling] = seen.purposes;
  assert.deepEqual(news.name, { en: 'News', zh: '资讯' });
  assert.deepEqual(news.text.version, '1');
  assert.deepEqual(
    news.channels.map(({ channel, given, said }: Record<string, unknown>) => [
      channel,
      given,
      said,
    ]),
    [
      ['email', false, 'nothing'],
      ['sms', true, 'yes'],
    ],
  );
  assert.equal(profiling.channels[0].given, false);
  assert.equal(seen.history.length, 1);
  assert.deepEqual(seen.history[0].proof, proof);
  assert.equal(seen.history[0].store, 's1');
  const gone = await hub.post(of('ann', '/consents/withdrawals'), { purpose: 'newsletter' });
  assert.equal(gone.status, 201);
  const later = (await hub.get(of('ann', '/consents'))).body;
  assert.deepEqual(
    later.purposes[0].channels.map(({ given }: { given: boolean }) => given),
    [false, false],
  );
  assert.deepEqual(
    later.history.map(({ said }: { said: string }) => said),
    ['no', 'yes'],
  );
});

test('an attribute that rests on a consent is shown while it stands', async () => {
  const body = { member: { card: 'bo' }, attributes: { size: 'xl', city: 'Wuhan' } };
  await hub.post('/v1/members', body);
  const shown = async () => (await hub.get(of('bo'))).body.attributes;
  assert.deepEqual(await shown(), { city: 'Wuhan' });
  await agree('bo', { purpose: 'profiling', by: undefined, version: 'a' });
  assert.deepEqual(await shown(), { size: 'xl', city: 'Wuhan' });
  await hub.post(of('bo', '/consents/withdrawals'), { purpose: 'profiling' });
  assert.deepEqual(await shown(), { city: 'Wuhan' });
});

test('what cannot be a consent is refused, says why, and leaves nothing', async () => {
  await hub.post('/v1/members', { member: { card: 'cy' } });
  for (const [more, code, path] of [
    [{ happenedAt: '2026-06-01T04:00:01Z' }, 'consent_in_future', '/happenedAt'],
    [{ purpose: 'newsleter' }, 'consent_purpose_unknown', '/purpose'],
    [{ version: '2' }, 'consent_version_unknown', '/version'],
    [{ version: '3' }, 'consent_version_unknown', '/version'],
    [{ by: 'fax' }, 'consent_channel_unknown', '/by'],
    [{ proof: undefined }, 'field_missing', '/proof'],
    [{ proof: { how: 'magic' } }, 'consent_how_unknown', '/proof/how'],
    [
      { proof: { how: 'paper', reference: 'cy@example.org' } },
      'consent_proof_personal',
      '/proof/reference',
    ],
  ] as const) {
    const { status, body } = await agree('cy', more);
    assert.ok(status >= 400, `${code}: ${status}`);
    assert.deepEqual([body.code, body.path], [code, path]);
    assert.ok(body.problems[0].fix);
  }
  assert.deepEqual((await hub.get(of('cy', '/consents'))).body.history, []);
  const ahead = { purpose: 'newsletter', happenedAt: '2026-06-01T06:00:00Z' };
  assert.equal((await hub.post(of('cy', '/consents/withdrawals'), ahead)).status, 201);
});

test('20 senders of one consent: one of them is written', async () => {
  await hub.post('/v1/members', { member: { card: 'di' } });
  const all = await Promise.all(Array.from({ length: 20 }, () => agree('di', { id: 'same' })));
  assert.equal(all.filter(({ body }) => body.duplicate !== true).length, 1);
  assert.equal((await hub.get(of('di', '/consents'))).body.history.length, 1);
});
