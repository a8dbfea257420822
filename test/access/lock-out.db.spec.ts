/** Goal: who guesses gets slower and slower, and learns nothing about who has an account. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, type TestHub, testHub } from '../hub.ts';
import { addOperator, enrol, PASSWORD, signIn, Visitor } from './visitor.ts';

const MINUTE = 60_000;

let hub: TestHub;
before(async () => {
  // Each visitor says where it comes from, as a proxy would.
  hub = await testHub({ settings: { proxies: 1, 'second-factor': 'optional' } });
});
after(() => hub?.stop());

let addresses = 0;
const newAddress = () => {
  addresses += 1;
  return `10.0.${addresses >> 8}.${addresses & 255}`;
};

function trySignIn(
  email: string,
  password: string,
  from = newAddress(),
  at = hub,
): Promise<Answer> {
  const headers = { 'x-forwarded-for': from };
  return new Visitor(at).send('POST', '/v1/session', { email, password }, headers);
}

const withoutId = ({ body }: Answer) => ({ ...body, requestId: '' });

test('a crowd of guesses at once gets five, from however many addresses', async () => {
  await addOperator(hub, { email: 'mei@harvest.example' });
  const crowd = Array.from({ length: 20 }, () => trySignIn('mei@harvest.example', 'wrong'));
  const codes = (await Promise.all(crowd)).map(({ body }) => body.code);
  assert.equal(codes.filter((code) => code === 'sign_in_failed').length, 5);
  assert.equal(codes.filter((code) => code === 'sign_in_locked').length, 15);

  const right = await trySignIn('mei@harvest.example', PASSWORD);
  assert.equal(right.status, 429);
  assert.equal(right.headers.get('retry-after'), '60');
  hub.clock.turnTo(hub.clock.now() + MINUTE);
  assert.equal((await trySignIn('mei@harvest.example', 'wrong')).body.code, 'sign_in_failed');
  const longer = await trySignIn('mei@harvest.example', PASSWORD);
  assert.equal(longer.headers.get('retry-after'), '120');
  hub.clock.turnTo(hub.clock.now() + 2 * MINUTE);
  assert.equal((await trySignIn('mei@harvest.example', PASSWORD)).status, 200);
  assert.equal((await trySignIn('mei@harvest.example', 'wrong')).body.code, 'sign_in_failed');
});

test('two processes of the hub count together', async () => {
  await addOperator(hub, { email: 'an@harvest.example' });
  const other = await testHub({ settings: { proxies: 1 }, beside: hub });
  const crowd = Array.from({ length: 20 }, (_, place) =>
    trySignIn('an@harvest.example', 'wrong', newAddress(), place % 2 === 0 ? hub : other),
  );
  const codes = (await Promise.all(crowd)).map(({ body }) => body.code);
  assert.equal(codes.filter((code) => code === 'sign_in_failed').length, 5);
  await other.stop();
});

test('a name that nobody has is answered, and locked, like one that somebody has', async () => {
  const id = await addOperator(hub, { email: 'bo@harvest.example' });
  for (let tries = 0; tries < 7; tries++) {
    const known = await trySignIn('bo@harvest.example', 'wrong');
    const unknown = await trySignIn('nobody@harvest.example', 'wrong');
    assert.equal(known.status, tries < 5 ? 401 : 429);
    assert.equal(unknown.status, known.status);
    assert.deepEqual(withoutId(unknown), withoutId(known));
    assert.equal(unknown.headers.get('retry-after'), known.headers.get('retry-after'));
  }
  assert.equal((await hub.request('POST', `/v1/operators/${id}/unlock`)).status, 204);
  assert.equal((await trySignIn('bo@harvest.example', PASSWORD)).status, 200);
  const { rows } = await hub.pool.query(
    `select action, actor from audit_log where subject = $1 and action <> 'operators.add'`,
    [`operator:${id}`],
  );
  const actions = rows.map(({ action }) => action);
  assert.equal(actions.filter((action) => action === 'session.refuse').length, 5);
  assert.equal(actions.filter((action) => action === 'session.lock').length, 1);
  assert.ok(rows.some(({ action, actor }) => action === 'operators.unlock' && actor === 'admin'));
});

test('it takes as long for a name that nobody has', async () => {
  await addOperator(hub, { email: 'chi@harvest.example' });
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 4; round++) {
    for (const kind of ['known', 'unknown'] as const) {
      const email = kind === 'known' ? 'chi@harvest.example' : `no${round}@harvest.example`;
      const before = performance.now();
      await trySignIn(email, 'wrong');
      times[kind].push(performance.now() - before);
    }
  }
  // Without the same work the unknown name would take a tenth: the shortest times show it.
  assert.ok(Math.min(...times.unknown) > Math.min(...times.known) / 3, JSON.stringify(times));
});

test('one address that tries many names has to wait as well, and others do not', async () => {
  const from = newAddress();
  const codes: string[] = [];
  for (let tries = 0; tries < 32; tries++) {
    codes.push((await trySignIn(`n${tries}@harvest.example`, 'wrong', from)).body.code);
  }
  assert.equal(codes.filter((code) => code === 'sign_in_failed').length, 30);
  assert.equal((await trySignIn('chi@harvest.example', PASSWORD)).status, 200);
});

test('a wrong code of the second factor counts; leaving it out does not', async () => {
  await addOperator(hub, { email: 'du@harvest.example' });
  await enrol(await signIn(hub, 'du@harvest.example'));
  const form = { email: 'du@harvest.example', password: PASSWORD };
  const send = (body: unknown) => new Visitor(hub).send('POST', '/v1/session', body);
  for (let tries = 0; tries < 10; tries++) {
    assert.equal((await send(form)).body.code, 'second_factor_missing');
  }
  const codes: string[] = [];
  for (let tries = 0; tries < 7; tries++) {
    codes.push((await send({ ...form, code: '000000' })).body.code);
    await send(form);
  }
  assert.equal(codes.filter((code) => code === 'second_factor_wrong').length, 5);
  assert.equal(codes.at(-1), 'sign_in_locked');
});

test('nothing that was typed stands in the database', async () => {
  const typed = 'my secret typed as a name';
  await trySignIn(typed, 'wrong');
  const { rows: tables } = await hub.pool.query(
    `select tablename as name from pg_tables where schemaname = 'public'
        and (tablename like 'access%' or tablename like 'audit%' or tablename like 'platform%')`,
  );
  for (const { name } of tables) {
    const { rows } = await hub.pool.query(`select 1 from ${name} t where t::text like $1`, [
      `%${typed}%`,
    ]);
    assert.equal(rows.length, 0, name);
    const secret = await hub.pool.query(`select 1 from ${name} t where t::text like $1`, [
      `%${PASSWORD}%`,
    ]);
    assert.equal(secret.rows.length, 0, name);
  }
});
