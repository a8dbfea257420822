/** Goal: every route × every role × own and foreign store: who is let in, and who is not. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ListedRoute } from '../../src/platform/http/route-list.ts';
import { ROLES, type Role } from '../../src/rooms/access/index.ts';
import { testHub } from '../hub.ts';

const hub = await testHub();
after(() => hub.stop());

/** What only people hold: a key of the role does not. */
const OF_PEOPLE = /^(program\.approve|program\.apply$|members\.break-glass$|session\.own$)/;
/** Routes that write with a permission that a store's key may hold, and that name no store. */
const WITHOUT_STORE = [
  // What is known of a person is of no store.
  '/v1/members/:member/known',
  '/v1/members/find',
  '/v1/members/:member/coupons/price',
  '/v1/program/validate',
  '/v1/program/plan',
];

const roles = Object.keys(ROLES) as Role[];
const guarded = hub.routes.filter((route) => !route.public && route.method !== 'HEAD');

async function keyFor(role: Role, store: string | null = null): Promise<string | null> {
  const made = await hub.post('/v1/keys', { name: role, roles: [role], store });
  if (made.status === 201) return made.body.key;
  assert.equal(made.body.code, 'permission_beyond_store');
  return null;
}

async function ask(key: string, { method, url }: ListedRoute, body: unknown) {
  const path = url.replace(':member', 'mem_1').replace(/:\w+/g, '1').replace('*', 'x');
  const withBody = method !== 'GET' && method !== 'DELETE';
  const { status, body: answer } = await hub.request(method, path, {
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(withBody ? { body: JSON.stringify(body) } : {}),
    ...(withBody ? {} : { headers: { authorization: `Bearer ${key}` } }),
  });
  return { status, code: String(answer?.code ?? '') };
}

for (const role of roles) {
  test(`${role}: in where the role holds the permission, out everywhere else`, async () => {
    const key = (await keyFor(role)) ?? '';
    const wrong: string[] = [];
    let let_in = 0;
    for (const route of guarded) {
      const permission = route.permission ?? '';
      const held = (ROLES[role].may as readonly string[]).includes(permission);
      const expected = held && !OF_PEOPLE.test(permission);
      const { status, code } = await ask(key, route, {});
      const out = status === 403 && code === 'permission_missing';
      if (out === expected) wrong.push(`${route.method} ${route.url} (${permission}): ${status}`);
      if (status === 401 || status >= 500 + 4)
        wrong.push(`${route.method} ${route.url}: ${status}`);
      if (expected) let_in += 1;
    }
    assert.deepEqual(wrong, []);
    assert.ok(let_in > 0 && let_in < guarded.length);
  });
}

for (const role of roles) {
  test(`${role} of one store: writes for it, never for another`, async () => {
    const key = await keyFor(role, 'S001');
    if (key === null) return;
    const wrong: string[] = [];
    for (const route of guarded) {
      const write = route.method !== 'GET' && !WITHOUT_STORE.includes(route.url);
      const may = (ROLES[role].may as readonly string[]).includes(route.permission ?? '');
      if (!write || !may || OF_PEOPLE.test(route.permission ?? '')) continue;
      for (const store of ['S001', undefined, 'S002']) {
        const event = store ? { store } : {};
        const upload = { till: 't1', operations: [{ op: 'o1', ...event }] };
        const body = route.url === '/v1/offline/uploads' ? upload : event;
        const { status, code } = await ask(key, route, body);
        const refused = status === 403 && code === 'store_foreign';
        if (refused !== (store === 'S002')) wrong.push(`${route.url} ${store}: ${status} ${code}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

test('only the roles of a counter can be bound to a store', async () => {
  const bound = [];
  for (const role of roles) if ((await keyFor(role, 'S001')) !== null) bound.push(role);
  assert.deepEqual(bound, ['clerk', 'partner']);
});

test('an event needs the permission of its type, whatever the route', async () => {
  const made = await hub.post('/v1/keys', { name: 'till', permissions: ['events.write'] });
  const send = (type: string, list = false) =>
    hub.post('/v1/events', list ? [{ type: 'visit' }, { type }] : { type }, {
      authorization: `Bearer ${made.body.key}`,
    });
  for (const type of ['points.credit', 'points.goodwill', 'member.updated', 'coupon.issue']) {
    for (const list of [false, true]) {
      const { status, body } = await send(type, list);
      assert.deepEqual([status, body.code], [403, 'permission_missing'], type);
    }
  }
  assert.notEqual((await send('purchase')).status, 403);
  assert.notEqual((await send('store.entered')).status, 403);
});
