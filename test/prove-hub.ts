import assert from 'node:assert/strict';
import type { TestHub } from './hub.ts';

/** Proves the books of a hub, as `hachi verify` does, and fails with the first differences. */
export async function proveHub(hub: Pick<TestHub, 'post'>): Promise<void> {
  for (let cursor: unknown = null; ; ) {
    const { status, body } = await hub.post('/v1/proofs', { cursor });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.first, []);
    assert.equal(body.differences, 0);
    cursor = body.next;
    if (cursor === null) return;
  }
}
