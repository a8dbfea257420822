/** Goal: the identity provider signs people in, its groups bring roles, and nothing forged does. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TurnedClock } from '../../src/platform/clock.ts';
import { type TestHub, testHub } from '../hub.ts';
import { type TestProvider, type Trick, testProvider } from './provider.ts';
import { addOperator, signIn, Visitor } from './visitor.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
/** The provider's clock follows the hub's. */
const clock = { now: () => hub?.clock.now() ?? START };

let hub: TestHub;
let provider: TestProvider;
before(async () => {
  provider = await testProvider(clock);
  hub = await testHub({
    at: new TurnedClock(START).now(),
    settings: {
      'oidc-issuer': provider.issuer,
      'oidc-client-id': 'hachi',
      'oidc-client-secret': provider.clientSecret,
      'oidc-roles': 'loyalty=operations,loyalty=marketing,it=data',
    },
  });
});
after(async () => {
  await hub?.stop();
  await provider?.stop();
});

const person = (sub: string, groups: string[]) => ({
  ...{ sub, groups, name: `Person ${sub}` },
  ...{ email: `${sub}@harvest.example`, email_verified: true },
});

/** To the provider; where it sends the browser back to. */
async function goThere(visitor: Visitor): Promise<string> {
  const begun = await visitor.send('GET', '/v1/session/sso');
  assert.equal(begun.status, 302, JSON.stringify(begun.body));
  const there = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
  const back = new URL(there.headers.get('location') ?? '');
  assert.equal(back.origin, hub.url);
  return back.pathname + back.search;
}

test('who has a group with a role is signed in, added and strong', async () => {
  provider.person = person('lan', ['loyalty', 'canteen']);
  const lan = new Visitor(hub);
  const answer = await lan.send('GET', await goThere(lan));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.match(answer.headers.get('content-type') ?? '', /html/);
  const me = await lan.send('GET', '/v1/session');
  assert.deepEqual(me.body.roles, ['marketing', 'operations']);
  assert.equal(me.body.session.method, 'sso');
  assert.notEqual(me.body.secondFactor, 'required');
  assert.ok(me.body.permissions.includes('points.adjust'));
});

test('fewer groups mean fewer rights at once; no group means no way in', async () => {
  provider.person = person('bao', ['loyalty', 'it']);
  const bao = new Visitor(hub);
  await bao.send('GET', await goThere(bao));
  provider.person = person('bao', ['it']);
  const again = new Visitor(hub);
  await again.send('GET', await goThere(again));
  assert.deepEqual((await again.send('GET', '/v1/session')).body.roles, ['data']);
  assert.equal((await bao.send('GET', '/v1/session')).body.code, 'session_over');
  provider.person = person('bao', []);
  const last = new Visitor(hub);
  assert.equal((await last.send('GET', await goThere(last))).body.code, 'sso_no_role');
  assert.equal((await again.send('GET', '/v1/session')).body.code, 'session_over');
});

test('a disabled operator stays out, and only a verified e-mail finds an account', async () => {
  const id = await addOperator(hub, { email: 'mei@harvest.example', roles: ['auditor'] });
  provider.person = { ...person('mei', ['it']), email_verified: false };
  const liar = new Visitor(hub);
  assert.equal((await liar.send('GET', await goThere(liar))).body.code, 'sso_no_role');
  provider.person = person('mei', ['it']);
  const mei = new Visitor(hub);
  assert.equal((await mei.send('GET', await goThere(mei))).status, 200);
  assert.equal((await mei.send('GET', '/v1/session')).body.id, String(id));
  const change = await hub.request('PATCH', `/v1/operators/${id}`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ disabled: true }),
  });
  assert.equal(change.body.status, 'disabled');
  assert.equal((await mei.send('GET', '/v1/session')).body.code, 'session_over');
  const back = new Visitor(hub);
  assert.equal((await back.send('GET', await goThere(back))).body.code, 'sso_no_role');
});

test('no forged, foreign or expired token signs anybody in', async () => {
  const tricks: Trick[] = [
    ...(['other-key', 'expired', 'other-audience', 'other-issuer'] as const),
    ...(['other-nonce', 'unsigned', 'changed'] as const),
  ];
  for (const trick of tricks) {
    provider.person = person('eve', ['loyalty']);
    provider.trick = trick;
    const eve = new Visitor(hub);
    const answer = await eve.send('GET', await goThere(eve));
    assert.equal(answer.status, 401, trick);
    assert.equal(answer.body.code, 'sso_failed', trick);
    assert.ok(!eve.cookies.has('hachi_session'), trick);
  }
  provider.trick = null;
  const { rows } = await hub.pool.query(
    `select 1 from access_operators where email = 'eve@harvest.example'`,
  );
  assert.equal(rows.length, 0);
});

test('a way back counts once, in the browser that began it, while it has not ended', async () => {
  provider.person = person('fen', ['it']);
  const fen = new Visitor(hub);
  const back = await goThere(fen);
  const copy = fen.copy();
  assert.equal((await new Visitor(hub).send('GET', back)).body.code, 'sso_failed');
  assert.equal((await fen.send('GET', back)).status, 200);
  assert.equal((await copy.send('GET', back)).body.code, 'sso_failed');

  const other = new Visitor(hub);
  await goThere(other);
  assert.equal((await other.send('GET', await goThere(new Visitor(hub)))).body.code, 'sso_failed');

  const changed = new Visitor(hub);
  const path = (await goThere(changed)).replace(/state=[^&]+/, 'state=forged');
  assert.equal((await changed.send('GET', path)).body.code, 'sso_failed');

  const late = new Visitor(hub);
  const lateBack = await goThere(late);
  hub.clock.turnTo(hub.clock.now() + 10 * MINUTE);
  assert.equal((await late.send('GET', lateBack)).body.code, 'sso_failed');
});

test('signing in again leaves the session that the browser had', async () => {
  await addOperator(hub, { email: 'guo@harvest.example' });
  const guo = await signIn(hub, 'guo@harvest.example');
  const before = guo.copy();
  provider.person = person('guo', ['it']);
  assert.equal((await guo.send('GET', await goThere(guo))).status, 200);
  assert.notEqual(guo.cookies.get('hachi_session'), before.cookies.get('hachi_session'));
  assert.equal((await before.send('GET', '/v1/session')).body.code, 'session_over');
});

test('who says no at the provider is not signed in', async () => {
  const visitor = new Visitor(hub);
  const back = new URL(await goThere(visitor), hub.url);
  back.searchParams.delete('code');
  back.searchParams.set('error', 'access_denied');
  const answer = await visitor.send('GET', back.pathname + back.search);
  assert.equal(answer.body.code, 'sso_failed');
  assert.equal(visitor.cookies.size, 0);
});

test('a provider that is away is told, and half a configuration does not start', async () => {
  const settings = { 'oidc-issuer': 'http://localhost:1', 'oidc-client-id': 'hachi' };
  const away = await testHub({ settings: { ...settings, 'oidc-roles': 'it=data' }, beside: hub });
  assert.equal(
    (await new Visitor(away).send('GET', '/v1/session/sso')).body.code,
    'sso_unavailable',
  );
  await away.stop();
  await assert.rejects(testHub({ settings, beside: hub }), /belong together/);
  const king = { ...settings, 'oidc-roles': 'it=king' };
  await assert.rejects(testHub({ settings: king, beside: hub }), /no role "king"/);
  const none = await testHub({ beside: hub });
  const answer = await new Visitor(none).send('GET', '/v1/session/sso');
  assert.equal(answer.body.code, 'sso_not_configured');
  await none.stop();
});
