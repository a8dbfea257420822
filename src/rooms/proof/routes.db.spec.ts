import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TurnedClock } from '../../platform/clock.ts';
import { ADMIN } from '../../platform/http/caller.ts';
import { createServer, type HttpServer } from '../../platform/http/server.ts';
import { openLog } from '../../platform/log.ts';
import { openMetrics } from '../../platform/metrics.ts';
import { type ProofStep, proofRoutes } from './index.ts';
import { openTestHub, type TestHub } from './test-hub.ts';

let hub: TestHub;
let app: HttpServer;
/** Turned by the test, so that a request ends after its first page. */
class ImpatientClock extends TurnedClock {
  override now(): number {
    this.turnTo(super.now() + 1_000);
    return super.now();
  }
}

before(async () => {
  hub = await openTestHub(10);
  app = await createServer({
    config: { bodyBytesMax: 1_000_000 },
    log: openLog('silent'),
    metrics: openMetrics(),
    authenticators: [() => ({ ...ADMIN, id: 'ana', kind: 'operator' })],
  });
  proofRoutes(app, { pool: hub.pool, programs: hub.program, clock: new ImpatientClock(0) });
});
after(async () => {
  await app?.close();
  await hub?.drop();
});

const post = async (payload: object) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/proofs',
    headers: { authorization: 'Bearer any-key-will-do' },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() as ProofStep };
};

test('a proof goes on where the last answer ended, until all has been looked at', async () => {
  let cursor: ProofStep['next'] = null;
  let requests = 0;
  for (;;) {
    const { status, body } = await post({ cursor });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.differences, 0);
    requests += 1;
    cursor = body.next;
    if (cursor) continue;
    assert.equal(body.sums.members, 10);
    assert.ok(body.sums.keys > 100);
    break;
  }
  assert.ok(requests >= 3, 'members, keys and books are pages of their own');
});

test('a cursor that no answer gave is refused', async () => {
  const { status } = await post({ cursor: { step: 'members', member: -1 } });
  assert.equal(status, 400);
});
