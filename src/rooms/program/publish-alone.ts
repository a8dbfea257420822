import { reject } from '../../kernel/problem.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../platform/http/caller.ts';
import type { AuditLog } from '../audit/index.ts';

/** What publishing without approvals asks and tells. */
export interface AloneGround {
  readonly audit: Pick<AuditLog, 'note' | 'raiseAlert'>;
  /** How many operators there are: while there are none, the administrator rules alone. */
  readonly operators: { count(): Promise<number> };
}

/**
 * What must be written down with a version that the administrator publishes alone. With operators
 * it breaks the glass: it needs a reason, and raises an alert.
 * @throws {Rejection} 403 when there are operators and no reason.
 */
export async function publishingAlone(
  { audit, operators }: AloneGround,
  caller: Caller,
  reason: string | undefined,
): Promise<(client: Queryable, version: number) => Promise<void>> {
  const breaksGlass = (await operators.count()) > 0;
  if (breaksGlass && reason === undefined) throw reasonMissing();
  const actor = actorOf(caller);
  return async (client, version) => {
    const subject = `program:${version}`;
    const told = { actor, action: 'program.publish', subject, ...(reason ? { reason } : {}) };
    await audit.note(client, [{ ...told, detail: { version, alone: true } }]);
    if (!breaksGlass) return;
    const detail = { version, reason };
    await audit.raiseAlert(client, { kind: 'program_published_alone', actor, subject, detail });
  };
}

function reasonMissing() {
  return reject(403, {
    code: 'publish_reason_missing',
    path: '/reason',
    detail: 'There are operators: a change of the program is theirs to approve.',
    fix: 'Propose it: POST /v1/program/proposals. If it cannot wait, send a `reason`.',
  });
}
