/** Goal: the program changes when every power that is touched has said yes, and not before. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PROGRAM } from '../api/program.ts';
import { type TestHub, testHub } from '../hub.ts';
import { addOperator, enrol, signIn, type Visitor } from './visitor.ts';

const URL = '/v1/program/proposals';
type Document = Record<string, unknown> & { points: Record<string, Record<string, unknown>> };

describe('proposals', () => {
  let hub: TestHub;
  const people: Record<string, Visitor> = {};
  before(async () => {
    hub = await testHub({ program: PROGRAM });
    for (const [name, roles] of Object.entries({
      ops: ['operations'],
      ops2: ['operations'],
      ads: ['marketing'],
      clerk: ['clerk'],
    })) {
      const email = `${name}@example.com`;
      await addOperator(hub, { email, roles });
      people[name] = await signIn(hub, email);
      await enrol(people[name]);
    }
  });
  after(() => hub.stop());

  const by = (name: string) => people[name] as Visitor;
  /** The newest version, a second later: none is in force before its moment. */
  async function program() {
    hub.clock.turnTo(hub.clock.now() + 1_000);
    return (await hub.get('/v1/program')).body;
  }
  const send = (name: string, path: string, body?: unknown) =>
    by(name).send('POST', `${URL}${path}`, body);

  /** The newest document with another name of a point currency: a change of operations. */
  async function changed(currency: string, days: number): Promise<Document> {
    const document = structuredClone((await program()).document) as Document;
    document.points[currency] = {
      ...document.points[currency],
      name: { en: `N${days}`, zh: '星' },
    };
    return document;
  }
  async function proposed(name: string, document: unknown) {
    const { status, body } = await send(name, '', { document, note: 'better' });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  }
  const approve = (name: string, id: number, revision = 1) =>
    send(name, `/${id}/approve`, { revision });
  const currency = Object.keys((PROGRAM as unknown as Document).points)[0] as string;

  test('one power is touched: its other person approves, then it is published', async () => {
    const made = await proposed('ops', await changed(currency, 1));
    assert.deepEqual([made.needs, made.missing], [['operations'], ['operations']]);
    assert.equal((await send('ops', `/${made.id}/publish`)).body.code, 'approvals_missing');
    assert.equal((await approve('ops', made.id)).body.code, 'approval_by_author');
    assert.equal((await approve('ads', made.id)).body.code, 'permission_missing');
    assert.equal((await approve('clerk', made.id)).body.code, 'permission_missing');
    const admin = await hub.post(`${URL}/${made.id}/approve`, { revision: 1 });
    assert.equal(admin.body.code, 'approval_of_people');
    const yes = await approve('ops2', made.id);
    assert.deepEqual([yes.status, yes.body.missing], [200, []]);
    const { version } = await program();
    const done = await send('ops', `/${made.id}/publish`);
    assert.deepEqual([done.body.state, done.body.version], ['published', version + 1]);
    assert.equal((await program()).version, version + 1);
    assert.equal((await send('ops', `/${made.id}/publish`)).body.code, 'proposal_over');
  });

  test('two powers are touched: neither alone is enough', async () => {
    const document = await changed(currency, 2);
    const rules = document.earning as Record<string, unknown>[];
    document.earning = rules.slice(0, -1);
    const made = await proposed('ops', document);
    assert.deepEqual(made.needs, ['operations', 'marketing']);
    assert.deepEqual((await approve('ads', made.id)).body.missing, ['operations']);
    assert.equal((await send('ads', `/${made.id}/publish`)).body.code, 'approvals_missing');
    assert.deepEqual((await approve('ops2', made.id)).body.missing, []);
    assert.equal((await send('ads', `/${made.id}/publish`)).status, 200);
  });

  test('of two that race one is published; the other is rebased and approved anew', async () => {
    const first = await proposed('ops', await changed(currency, 3));
    const document = structuredClone((await program()).document) as Document;
    document.timezone = 'Asia/Tokyo';
    const second = await proposed('ops', document);
    for (const { id } of [first, second]) assert.equal((await approve('ops2', id)).status, 200);
    const { version } = await program();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        send(index % 2 ? 'ops' : 'ops2', `/${index % 4 < 2 ? first.id : second.id}/publish`),
      ),
    );
    assert.equal(all.filter(({ status }) => status === 200).length, 1);
    const no = all.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    assert.ok(
      no.every((code) => ['proposal_over', 'proposal_outdated'].includes(code)),
      `${no}`,
    );
    assert.equal((await program()).version, version + 1);
    const open = (await hub.get(URL)).body.proposals;
    assert.equal(open.length, 1);
    const [left] = open;
    assert.equal(left.outdated, true);
    assert.equal((await approve('ops2', left.id)).body.code, 'proposal_outdated');
    const rebased = await send('ops', `/${left.id}/rebase`, {});
    assert.deepEqual([rebased.status, rebased.body.revision], [200, 2]);
    assert.deepEqual([rebased.body.outdated, rebased.body.approvals], [false, []]);
    assert.equal((await approve('ops2', left.id, 1)).body.code, 'proposal_changed');
    assert.equal((await approve('ops2', left.id, 2)).status, 200);
    assert.equal((await send('ops', `/${left.id}/publish`)).status, 200);
    const now = await program();
    assert.equal(now.document.timezone, 'Asia/Tokyo');
    assert.deepEqual(now.document.points[currency].name, { en: 'N3', zh: '星' });
  });

  test('a rebase where both changed the same says where, and takes a new document', async () => {
    const made = await proposed('ops', await changed(currency, 4));
    const other = await proposed('ops', await changed(currency, 5));
    await approve('ops2', other.id);
    assert.equal((await send('ops', `/${other.id}/publish`)).status, 200);
    const refused = await send('ops', `/${made.id}/rebase`, {});
    assert.deepEqual([refused.status, refused.body.code], [409, 'proposal_conflicts']);
    assert.equal(refused.body.path, `/points/${currency}/name/en`);
    const document = await changed(currency, 6);
    assert.equal((await send('ops', `/${made.id}/rebase`, { document })).status, 200);
    assert.equal((await send('ops', `/${made.id}/reject`, { reason: 'No more' })).status, 200);
  });

  test('what is wrong is told', async () => {
    const { document } = await program();
    assert.equal((await send('ops', '', { document })).body.code, 'proposal_empty');
    assert.equal((await send('ops', '', { document: { program: 1 } })).status, 422);
    assert.equal((await send('clerk', '', { document })).body.code, 'permission_missing');
    assert.equal((await send('ops', '/999999/publish')).body.code, 'proposal_unknown');
    const made = await proposed('ops', await changed(currency, 7));
    assert.equal((await send('ads', `/${made.id}/reject`, { reason: 'no' })).status, 403);
    assert.equal((await send('ops2', `/${made.id}/reject`, { reason: 'no' })).status, 200);
  });

  test('who makes a key that proposes does not approve what it proposed', async () => {
    await addOperator(hub, { email: 'both@example.com', roles: ['data', 'operations'] });
    people.both = await signIn(hub, 'both@example.com');
    await enrol(by('both'));
    const key = await by('both').send('POST', '/v1/keys', {
      ...{ name: 'pipeline', permissions: ['program.propose', 'program.read'] },
    });
    const document = await changed(currency, 8);
    const headers = { authorization: `Bearer ${key.body.key}` };
    const made = await hub.post(URL, { document }, headers);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal((await approve('both', made.body.id)).body.code, 'approval_by_author');
    assert.equal((await approve('ops', made.body.id)).status, 200);
  });

  test('the administrator alone needs a reason, and raises an alert', async () => {
    const document = await changed(currency, 9);
    const put = (body: object) =>
      hub.request('PUT', '/v1/program', {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    assert.equal((await put({ document, dryRun: true })).status, 200);
    assert.equal((await put({ document })).body.code, 'publish_reason_missing');
    const done = await put({ document, reason: 'The tills print the wrong name' });
    assert.equal(done.status, 200);
    const { rows } = await hub.pool.query(
      "select actor from audit_alerts where kind = 'program_published_alone'",
    );
    assert.deepEqual(rows, [{ actor: 'admin' }]);
    const refused = await by('ops').send('PUT', '/v1/program', { document });
    assert.equal(refused.body.code, 'permission_missing');
  });
});
