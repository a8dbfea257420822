/** Goal: each field names why it was asked, and what rests on a consent ends with it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROGRAM } from '../../../test/api/program.ts';
import { testHub } from '../../../test/hub.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const program = {
  ...PROGRAM,
  profile: {
    fields: {
      name: { keep: 'sealed', purpose: 'To greet you' },
      size: { keep: 'trait', purpose: 'To offer what fits' },
    },
  },
  consent: {
    purposes: [
      {
        id: 'profiling',
        name: 'Profiling',
        versions: [{ id: '1', from: '2026-01-01', text: 'May we look at what you buy?' }],
        rests: { attributes: ['size'], preferences: true },
      },
    ],
  },
};

const hub = await testHub({ program, at: NOW });
after(() => hub.stop());

async function send(type: string, data: unknown): Promise<void> {
  hub.clock.turnTo(hub.clock.now() + 60_000);
  const id = `${type}-${hub.clock.now()}`;
  const answer = await hub.post('/v1/events', { id, type, member: { card: 'A' }, data });
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
}

async function view() {
  const { status, body } = await hub.get('/v1/members/card:A');
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

test('a sealed field is masked, and says when it came and why it was asked', async () => {
  await send('member.enrolled', { profile: { name: 'MING LI', size: 'M' } });
  await send('purchase', { lines: [{ line: '1', category: 'tea', gross: 500 }] });
  const { profile, sources } = await view();
  assert.equal(profile.name.value, 'M***');
  assert.deepEqual(sources['profile/name'].basis, {
    ground: 'membership',
    purpose: null,
    asked: 'To greet you',
  });
  const { body } = await hub.get('/v1/members/card:A?reveal=true');
  assert.equal(body.profile.name.value, 'Ming Li');
});

test('what rests on a consent is seen while it stands, and not a moment longer', async () => {
  const before = await view();
  assert.deepEqual(before.preferences.categories, []);
  assert.equal(before.preferences.withheldFor, 'profiling');
  assert.equal(before.attributes.size, undefined);
  await send('consent.given', { purpose: 'profiling', version: '1', proof: { how: 'checkbox' } });
  const given = await view();
  assert.equal(given.preferences.categories[0].category, 'tea');
  assert.equal(given.sources.preferences.basis.purpose, 'profiling');
  assert.equal(given.sources['attributes/size'].basis.purpose, 'profiling');
  assert.equal(given.consents[0].channels[0].given, true);
  await send('consent.withdrawn', { purpose: 'profiling' });
  assert.deepEqual((await view()).preferences.categories, []);
});

test('nothing is listed by a sealed field', async () => {
  const { status, body } = await hub.post('/v1/members/find', {
    where: { attributes: { name: 'Ming Li' } },
  });
  assert.deepEqual([status, body.code], [422, 'field_masked']);
});
