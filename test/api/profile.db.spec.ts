/**
 * Goal: what says who a member is leaves the event at the door. It is read back, by who may, and no
 * table has it in the clear; rules cannot look at it; the program's least is all that is asked.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { PROGRAM } from './program.ts';

const sealed = (more = {}) => ({ keep: 'sealed', purpose: 'To greet you', ...more });
const profile = {
  fields: {
    name: sealed({ required: true }),
    birthDate: sealed({ format: 'date' }),
    language: { keep: 'trait', oneOf: ['zh', 'en'], purpose: 'To write to you' },
  },
  identifiers: { phone: { required: true, purpose: 'To find you' } },
};
const intake = { ...PROGRAM.intake, identify: ['card', 'phone', 'email'] };
const hub = await testHub({ program: { ...PROGRAM, intake, profile } });
after(() => hub.stop());
const NAME = '郝沐阳 Hǎo Mùyáng';
const phone = '+8613800138000';

test('sealed fields go to the vault, traits to the member, names to the event', async () => {
  const { status, body } = await hub.post('/v1/members', {
    id: 'm1',
    member: { phone },
    profile: { name: ` ${NAME} `, birthDate: '1990-02-28', language: 'zh' },
  });
  assert.equal(status, 201, JSON.stringify(body));
  const open = (await hub.get(`/v1/members/phone:${encodeURIComponent(phone)}?reveal=true`)).body;
  assert.equal(open.profile.name.value, NAME);
  assert.equal(open.profile.birthDate.value, '1990-02-28');
  assert.deepEqual(open.attributes, { language: 'zh' });
  const masked = (await hub.get(`/v1/members/${open.id}`)).body;
  assert.equal(masked.profile.name.value, '郝***');
  const { rows } = await hub.pool.query(`select data from events where type = 'member.enrolled'`);
  assert.deepEqual(JSON.parse(rows[0].data).fields, ['birthDate', 'name']);
  const { rows: tables } = await hub.pool.query(
    `select c.oid::regclass::text as name from pg_class c where c.relkind = 'r'
      and c.relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables) {
    const found = await hub.pool.query(`select t::text as told from ${name} t`);
    for (const { told } of found.rows) assert.doesNotMatch(told, /郝|1990-02-28|13800138000/, name);
  }
});

test('later words win, an earlier one that comes late does not, null takes away', async () => {
  const [id] = (await hub.get('/v1/members')).body.items.map((one: { id: string }) => one.id);
  const say = (event: string, value: string | null, happenedAt: string) =>
    hub.request('PATCH', `/v1/members/${id}`, {
      body: JSON.stringify({ id: event, happenedAt, profile: { name: value } }),
      headers: { 'content-type': 'application/json' },
    });
  const name = async () =>
    (await hub.get(`/v1/members/${id}?reveal=true`)).body.profile.name?.value;
  assert.equal((await say('u1', 'B', '2026-01-01T00:00:00Z')).status, 201);
  assert.equal(await name(), 'B');
  await say('u2', 'A', '2025-12-31T00:00:00Z');
  assert.equal(await name(), 'B');
  assert.equal((await say('u1', 'C', '2026-01-01T00:00:00Z')).status, 409);
  await say('u3', null, '2026-01-01T00:00:00Z');
  assert.equal(await name(), undefined);
  await proveHub(hub);
});

test('what is missing, not asked for or unreadable is refused without being repeated', async () => {
  const enrol = (body: object) =>
    hub.post('/v1/members', { id: 'bad', member: { phone: '+8613800138001' }, ...body });
  const cases: [object, string, string][] = [
    [{}, 'profile_field_missing', '/profile/name'],
    [{ member: { card: 'C' }, profile: { name: 'A' } }, 'identifier_missing', '/member/phone'],
    [{ profile: { name: 'A', iban: 'DE00' } }, 'profile_field_unknown', '/profile/iban'],
    [{ attributes: { name: 'A', x: 1 } }, 'profile_field_unknown', '/profile/x'],
    [
      { profile: { name: 'A', birthDate: '30 Feb' } },
      'profile_field_unreadable',
      '/profile/birthDate',
    ],
    [
      { profile: { name: 'A', language: 'klingon' } },
      'profile_field_unreadable',
      '/profile/language',
    ],
    [{ profile: { name: 'A\u0001secret' } }, 'text_unclean', '/profile/name'],
  ];
  for (const [body, code, path] of cases) {
    const { body: said } = await enrol(body);
    assert.ok(
      said.problems.some(
        (one: { code: string; path: string }) => one.code === code && one.path === path,
      ),
      `${code} ${JSON.stringify(said.problems)}`,
    );
    assert.doesNotMatch(JSON.stringify(said), /30 Feb|klingon|secret/);
  }
});

test('a condition that looks at a sealed field is refused when the program is saved', async () => {
  const reads = [
    'member.attributes.name == "A"',
    '"name" in member.attributes',
    'member.attributes["birthDate"] == "x"',
  ];
  for (const when of reads) {
    const rule = { id: 'nosy', on: 'purchase', earn: { points: 'star', amount: 1 }, when };
    const document = { ...PROGRAM, intake, profile, earning: [...PROGRAM.earning, rule] };
    const answer = await hub.request('PUT', '/v1/program', {
      body: JSON.stringify({ document }),
      headers: { 'content-type': 'application/json' },
    });
    const codes = answer.body.problems.map((one: { code: string }) => one.code);
    assert.ok(codes.includes('profile_field_sealed'), `${when}: ${codes}`);
  }
});

test('erasing takes the sealed fields too', async () => {
  const [id] = (await hub.get('/v1/members')).body.items.map((one: { id: string }) => one.id);
  await hub.post(`/v1/members/${id}/erase`, { id: 'x' });
  const { rows } = await hub.pool.query('select count(*)::int as n from member_profiles');
  assert.equal(rows[0].n, 0);
  assert.deepEqual((await hub.get(`/v1/members/${id}?reveal=true`)).body.profile, {});
});
